// The report of a comparison of methods.

function comparisonPage(data) {
    const scored = data.entrants.filter(entrant => entrant.deltaM);
    return {
        header: studyHeader('AutoScale comparison', data, data.entrants.length === 1 ? 'one method' : `${data.entrants.length} methods`, comparisonTold(scored, data.isProcessorTime)),
        sections: [
            comparisonTable(data),
            comparisonDeltas(scored),
            comparisonDrops(data, scored),
            comparisonCost(data, scored),
            comparisonWeights(data),
            comparisonSearch(data),
            studyEnd(data),
        ],
    };
}

/** The top of a study's report; `told` are the numbers that say the most. */
function studyHeader(eyebrow, { heading, failures, unscored, uncorrelated }, more, told) {
    const reason = unscored ?? uncorrelated;
    return [
        element('p', { class: 'eyebrow' }, eyebrow),
        element('h1', {}, heading.problem, element('span', { class: 'light' }, `: ${more}`)),
        facts(heading.facts, 'facts'),
        reason ? element('div', { class: 'callout bad', role: 'alert' }, element('p', {}, reason)) : null,
        failures.length > 0 ? element('div', { class: 'callout', id: 'failures' }, element('p', {}, `${failures.length === 1 ? 'One run' : `${failures.length} runs`} failed:`),
            element('ul', {}, failures.map(run => element('li', {}, `${run.label}, seed ${run.seed}: ${run.error}`)))) : null,
        told.length > 0 ? element('div', { class: 'card', id: 'told' }, figures(told, 'row')) : null,
    ];
}

const isOwn = entrant => entrant.method === 'autoscale';
const percent = value => `${fixed(value, 2)} %`;

/** Who is best and where AutoScale stands. Entrants are ordered by Δm. */
function comparisonTold(scored, isProcessorTime) {
    if (scored.length === 0) return [];
    const [first, second] = scored;
    const better = scored.filter(({ deltaM }) => deltaM.mean < 0).length;
    const told = [{ text: first.label, note: `has the lowest Δm, ${percent(first.deltaM.mean)}${second ? `; next is ${second.label} with ${percent(second.deltaM.mean)}` : ''}` }];
    const place = scored.findIndex(isOwn);
    if (place >= 0 && scored.length > 1) {
        const own = scored[place];
        const variants = scored.filter(isOwn).length;
        told.push({ text: `${place + 1} of ${scored.length}`, note: `is the place of ${own.label}, with Δm ${percent(own.deltaM.mean)}${variants > 1 ? `: the best of ${variants} ways to run AutoScale` : ''}` });
        if (own.cost !== null) told.push({ text: `${fixed(own.cost, 2)} ×`, note: `${isProcessorTime ? 'the processor time' : 'the time'} of a unitary step is what a step of ${own.label} takes` });
    }
    return [...told, { text: better === 0 ? 'none' : `${better} of ${scored.length}`, note: 'beat training every task alone, Δm below 0' }];
}

const studyEnd = ({ versions, heading }) => section('versions', 'Made with', null,
    element('div', { class: 'card' }, facts(versions, 'settings')),
    element('p', { class: 'note' }, 'From ', element('code', {}, heading.path)));

const spread = (statistic, decimals) => statistic === null || statistic === undefined ? '–'
    : [fixed(statistic.mean, decimals), statistic.deviation !== null && statistic.deviation !== undefined ? element('small', {}, ` ± ${fixed(statistic.deviation, decimals)}`) : null];

/** The best of some numbers; null where they do not differ. */
function bestOf(values, higherIsBetter) {
    const known = values.filter(value => Number.isFinite(value));
    const [low, high] = [Math.min(...known), Math.max(...known)];
    return low < high ? (higherIsBetter ? high : low) : null;
}

function comparisonTable(data) {
    if (data.entrants.length === 0) return null;
    const results = sortable(data, comparisonColumns(data));
    const show = value => { results.dataset.show = value; };
    show('primary');
    return section('results', 'Results',
        'The selected model of every run on the test split: means over the seeds ± standard deviation. The best of a column is bold and green. Δm is the mean drop against single-task training: lower is better, below 0 beats it.',
        element('div', { class: 'card' },
            data.metrics.length > data.tasks.length ? element('div', { class: 'controls' }, choice('Metrics', [['primary', 'primary'], ['all', 'all']], 'primary', show)) : null,
            element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Results' }, results)));
}

/** Columns: `of` an entrant is a mean and its deviation, `at` the metric it shows; the first metric of a task is its primary one. */
function comparisonColumns({ entrants, metrics, isProcessorTime }) {
    const judged = entrants.some(entrant => entrant.deltaM) ? [
        { title: 'Δm ↓, %', of: entrant => entrant.deltaM, decimals: 2 },
        { title: 'Δm-pos ↓, %', of: entrant => entrant.deltaMPos, decimals: 2 },
        { title: 'mean rank ↓', of: entrant => entrant.meanRank, decimals: 2 },
    ] : [];
    const measured = metrics.map((metric, at) => ({
        at,
        title: [metric.task, element('br'), withUnit(`${metric.name} ${direction(metric.higherIsBetter)}`, metric.unit)],
        of: entrant => entrant.values?.[at],
        decimals: decimalsOf(entrants.map(entrant => entrant.values?.[at]?.mean)),
        higherIsBetter: metric.higherIsBetter,
        isMore: metrics.findIndex(other => other.task === metric.task) !== at,
    }));
    return [...judged, ...measured,
        { title: [isProcessorTime ? 'processor time' : 'time a step', element('br'), '× unitary'], of: entrant => entrant.cost === null ? null : { mean: entrant.cost }, decimals: 2, isPlain: true },
        { title: ['memory', element('br'), 'MiB'], of: entrant => entrant.memory === null ? null : { mean: entrant.memory / 1048576 }, decimals: 0, isPlain: true },
    ];
}

/** The table, with columns to sort by and single-task training as its first row. */
function sortable({ entrants, baselines }, columns) {
    const state = { column: -1, isDescending: false };
    const body = element('tbody', {});
    const style = (column, isBest) => ['number', column.isMore ? 'more' : '', isBest ? 'best' : ''].join(' ').trim();
    const best = columns.map(column => column.isPlain ? null : bestOf(entrants.map(entrant => column.of(entrant)?.mean), column.higherIsBetter ?? false));
    const heads = columns.map((column, at) => element('th', { class: style(column), scope: 'col' }, element('button', {
        type: 'button', onclick: () => {
            state.isDescending = state.column === at ? !state.isDescending : column.higherIsBetter ?? false;
            state.column = at;
            heads.forEach((head, other) => other === at ? head.setAttribute('aria-sort', state.isDescending ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
            fill();
        },
    }, column.title)));
    const key = entrant => columns[state.column].of(entrant)?.mean ?? (state.isDescending ? -Infinity : Infinity);
    const row = (name, note, cells, rowStyle) => element('tr', { class: rowStyle }, element('th', { scope: 'row' }, name, note ? element('small', {}, ` ${note}`) : null), cells);
    const fill = () => {
        const order = state.column < 0 ? entrants : entrants.toSorted((a, b) => (key(a) - key(b) || 0) * (state.isDescending ? -1 : 1));
        const rows = order.map(entrant => row(entrant.label, entrant.runs === 0 ? 'no run finished' : null, columns.map((column, at) =>
            element('td', { class: style(column, best[at] !== null && best[at] === column.of(entrant)?.mean) }, spread(column.of(entrant), column.decimals))), isOwn(entrant) ? 'own' : null));
        const alone = baselines.some(value => value)
            ? [row('single-task', null, columns.map(column => element('td', { class: style(column) }, spread(baselines[column.at], column.decimals))), 'secondary')] : [];
        body.replaceChildren(...alone, ...rows);
    };
    fill();
    return element('table', { id: 'comparison' }, element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'method'), heads)), body);
}

const ownSymbol = { symbol: 'diamond', symbolSize: 14 };

/** Means as dots and intervals as whiskers, one row a name: [{ name, mean, low, high, colour, isOwn, symbol }]. */
function whiskers({ rows, name }) {
    const names = rows.map(row => row.name);
    const own = new Set(rows.filter(row => row.isOwn).map(row => row.name));
    const interval = rows.flatMap(row => row.low === null || row.low === undefined ? [] : [[row.low, row.name], [row.high, row.name], [null, row.name]]);
    return {
        words: rows.map(whiskerText).join('; '),
        grid: { left: 8, right: 18, top: 8, bottom: 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, whiskerText(rows[names.indexOf(item.value[1])])) }),
        xAxis: axis({ name, format: value => number(value, 3), min: ({ min }) => min > 0 ? 0 : null, max: ({ max }) => max < 0 ? 0 : null }),
        yAxis: { type: 'category', data: names, inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: label => theme.colour(own.has(label) ? 'ink' : 'muted'), fontSize: 11, interval: 0, width: innerWidth > 700 ? 300 : 130, overflow: 'truncate' } },
        series: [
            { type: 'line', data: interval, showSymbol: false, silent: true, lineStyle: { color: theme.colour('faint'), width: 2 }, markLine: marks([{ name: '', at: 0 }]) },
            { type: 'scatter', z: 3, symbolSize: 10, itemStyle: { opacity: 1 }, data: rows.map(row => ({ value: [row.mean, row.name], itemStyle: { color: theme.colour(row.colour ?? 'accent') }, ...(row.isOwn ? ownSymbol : {}), ...(row.symbol ? { symbol: row.symbol } : {}) })) },
        ],
    };
}

const whiskerText = row => `${row.name}: ${number(row.mean, 3)}${row.low === null || row.low === undefined ? '' : `, interval ${number(row.low, 3)} to ${number(row.high, 3)}`}`;

/** A chart that is as tall as its rows need. */
function tall(place, rows, each = 26) {
    place.style.height = `${60 + (each * rows)}px`;
    return place;
}

const ownKey = scored => scored.some(isOwn) ? element('div', { class: 'controls' }, element('span', { class: 'key' }, element('span', {}, '◆ AutoScale'), element('span', {}, '● other methods'))) : null;

function comparisonDeltas(scored) {
    if (scored.length === 0) return null;
    const rows = scored.map(entrant => ({ name: entrant.label, ...entrant.deltaM, isOwn: isOwn(entrant) }));
    return section('deltas', 'Δm', rows.some(row => row.low !== null)
        ? 'Percent against single-task training, with the 95 % bootstrap interval over the seeds; left is better. Few seeds make wide intervals: overlapping ones are no ranking.'
        : 'Percent against single-task training; left is better. One seed has no interval: small differences are no ranking.',
        element('div', { class: 'card' }, ownKey(scored), tall(chart('Δm of every method', () => whiskers({ rows, name: 'Δm, %' })), rows.length)));
}

function comparisonDrops({ tasks }, scored) {
    if (scored.length === 0) return null;
    const cards = tasks.map((task, at) => {
        const rows = scored.map(entrant => ({ name: entrant.label, ...entrant.drops[at], isOwn: isOwn(entrant), colour: taskSeries(at) }));
        return card([dot(taskColour(at)), task], null, tall(chart(`Drop of ${task}`, () => whiskers({ rows, name: 'drop, %' })), rows.length, 22));
    });
    return section('drops', 'Each task', 'The drop of every task against its single-task training, percent; left is better. A good Δm may hide one task that pays for the others.', ownKey(scored), element('div', { class: 'grid wide' }, cards));
}

function comparisonCost({ isProcessorTime }, scored) {
    const priced = scored.filter(entrant => entrant.cost !== null && entrant.deltaM.mean !== null);
    if (priced.length === 0) return null;
    const words = priced.map(({ label, deltaM, cost }) => `${label}: Δm ${percent(deltaM.mean)}, ${fixed(cost, 2)} × unitary`);
    const places = labelPlaces(priced.map(({ cost, deltaM }) => [cost, deltaM.mean]));
    const place = chart('Δm against cost', () => ({
        words: words.join('; '),
        grid: { left: 26, right: 60, top: 18, bottom: 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, words[item.dataIndex]) }),
        xAxis: axis({ name: isProcessorTime ? 'processor seconds of a step, × unitary' : 'seconds of a step, × unitary', format: value => number(value, 3) }),
        yAxis: axis({ name: 'Δm, %', nameGap: 34, format: value => number(value, 3) }),
        series: [{
            type: 'scatter', symbolSize: 11, itemStyle: { opacity: 1 },
            data: priced.map((entrant, at) => ({ name: entrant.label, value: [entrant.cost, entrant.deltaM.mean], itemStyle: { color: theme.colour('accent') }, label: { position: places[at], color: theme.colour(isOwn(entrant) ? 'ink' : 'muted') }, ...(isOwn(entrant) ? ownSymbol : {}) })),
            label: { show: true, formatter: '{b}', fontSize: 11, distance: 4 },
            labelLayout: { hideOverlap: true },
        }],
    }));
    return section('cost', 'Δm and cost', 'Lower left is better: good results from cheap steps.', element('div', { class: 'card' }, ownKey(scored), place));
}

/** On which side of its point a name stands: where no other point is near, the right side first. */
function labelPlaces(points) {
    const [width, height] = [0, 1].map(at => Math.max(...points.map(point => point[at])) - Math.min(...points.map(point => point[at])) || 1);
    const isNear = (point, other, reach) => other !== point && Math.abs(other[1] - point[1]) < 0.05 * height && (other[0] - point[0]) * reach >= 0 && Math.abs(other[0] - point[0]) < 0.2 * width;
    return points.map(point => [['right', 1], ['left', -1]].find(([, reach]) => !points.some(other => isNear(point, other, reach)))?.[0] ?? 'top');
}

function comparisonWeights({ entrants, tasks }) {
    const known = entrants.filter(entrant => entrant.weights.length > 0);
    if (known.length === 0) return null;
    const means = known.map(({ weights }) => weights[0].map((_, task) => weights.reduce((sum, run) => sum + (run[task] ?? NaN), 0) / weights.length));
    return section('weights', 'Final weights', 'What each method weighed the losses with at the end, the mean over the seeds. The bar shows how the sum is shared out.',
        element('div', { class: 'card' }, table([{ title: 'method' }, { title: 'share' }, ...tasks.map((task, at) => ({ title: [dot(taskColour(at)), task], isNumber: true }))],
            known.map((entrant, at) => [isOwn(entrant) ? element('strong', {}, entrant.label) : entrant.label, shares(means[at]), ...means[at].map(weight => number(weight, 3))]))));
}

/** Weights as parts of one bar. The numbers stand beside it. */
const shares = weights => element('div', { class: 'shares', 'aria-hidden': 'true' }, weights.map((weight, at) => element('i', { style: { 'flex-grow': String(Math.max(weight, 0) || 0), background: taskColour(at) } })));

function comparisonSearch({ search, tasks }) {
    if (search.length === 0) return null;
    const order = search.toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
    return section('search', 'Searched weights', 'Fixed weights that were tried with the first seed. The best on validation entered the comparison.',
        element('div', { class: 'card' }, table([{ title: 'share' }, ...tasks.map((task, at) => ({ title: [dot(taskColour(at)), task], isNumber: true })), { title: 'validation score ↑', isNumber: true }],
            order.map(tried => [shares(tried.weights), ...tried.weights.map(weight => number(weight, 3)), { content: tried.score === null ? 'failed' : number(tried.score), class: tried.isBest ? 'best' : '' }]))));
}
