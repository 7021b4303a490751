// The report of a comparison of methods.

function comparisonPage(data) {
    const scored = data.entrants.filter(entrant => entrant.deltaM);
    return {
        header: studyHeader('AutoScale comparison', data, [`${data.entrants.length} methods`]),
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

/** The top of a study's report. */
function studyHeader(eyebrow, { heading, failures, unscored, uncorrelated }, more) {
    const reason = unscored ?? uncorrelated;
    return [
        element('p', { class: 'eyebrow' }, eyebrow),
        element('h1', {}, heading.problem, element('span', { class: 'light' }, `: ${more.join(', ')}`)),
        facts(heading.facts, 'facts'),
        reason ? element('div', { class: 'callout bad', role: 'alert' }, element('p', {}, reason)) : null,
        failures.length > 0 ? element('div', { class: 'callout', id: 'failures' }, element('p', {}, `${failures.length === 1 ? 'One run' : `${failures.length} runs`} failed:`),
            element('ul', {}, failures.map(run => element('li', {}, `${run.label}, seed ${run.seed}: ${run.error}`)))) : null,
    ];
}

const studyEnd = ({ versions, heading }) => section('versions', 'Made with', null,
    element('div', { class: 'card' }, facts(versions, 'settings')),
    element('p', { class: 'note' }, 'From ', element('code', {}, heading.path)));

const spread = (statistic, digits = 4) => statistic === null || statistic === undefined ? '–'
    : [number(statistic.mean, digits), statistic.deviation ? element('small', {}, ` ± ${number(statistic.deviation, 2)}`) : ''];

/** The best of some numbers; null where they do not differ. */
function bestOf(values, higherIsBetter) {
    const known = values.filter(value => Number.isFinite(value));
    const [low, high] = [Math.min(...known), Math.max(...known)];
    return low < high ? (higherIsBetter ? high : low) : null;
}

function comparisonTable(data) {
    const isScored = data.entrants.some(entrant => entrant.deltaM);
    const judged = isScored ? [
        { title: 'Δm, %', of: entrant => entrant.deltaM, digits: 3 },
        { title: 'Δm-pos, %', of: entrant => entrant.deltaMPos, digits: 3 },
        { title: 'mean rank', of: entrant => entrant.meanRank, digits: 3 },
    ] : [];
    const measured = data.metrics.map((metric, at) => ({
        title: [metric.task, element('br'), withUnit(`${metric.name} ${direction(metric.higherIsBetter)}`, metric.unit)], of: entrant => entrant.values?.[at], higherIsBetter: metric.higherIsBetter,
    }));
    const cost = [
        { title: data.isProcessorTime ? ['processor time', element('br'), '× unitary'] : ['time a step', element('br'), '× unitary'], of: entrant => entrant.cost === null ? null : { mean: entrant.cost }, digits: 3, isPlain: true },
        { title: 'memory, MiB', of: entrant => entrant.memory === null ? null : { mean: entrant.memory / 1048576 }, digits: 4, isPlain: true },
    ];
    const columns = [...judged, ...measured, ...cost];
    return data.entrants.length === 0 ? null : section('results', 'Results',
        'The selected model of every run on the test split: means over the seeds ± standard deviation. The best of a column is green. Δm is the mean drop against single-task training: lower is better, below 0 beats it.',
        element('div', { class: 'card' }, sortable(data, columns)));
}

/** The table, with columns to sort by and single-task training as its first row. */
function sortable(data, columns) {
    const state = { column: -1, isDescending: false };
    const body = element('tbody', {});
    const best = columns.map(column => column.isPlain ? null : bestOf(data.entrants.map(entrant => column.of(entrant)?.mean), column.higherIsBetter ?? false));
    const heads = columns.map((column, at) => element('th', { class: 'number', scope: 'col' }, element('button', {
        type: 'button', onclick: () => {
            state.isDescending = state.column === at ? !state.isDescending : column.higherIsBetter ?? false;
            state.column = at;
            heads.forEach((head, other) => other === at ? head.setAttribute('aria-sort', state.isDescending ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
            fill();
        },
    }, column.title)));
    const key = at => columns[state.column].of(data.entrants[at])?.mean ?? (state.isDescending ? -Infinity : Infinity);
    const fill = () => {
        const order = data.entrants.map((_, at) => at);
        if (state.column >= 0) order.sort((a, b) => (key(a) - key(b)) * (state.isDescending ? -1 : 1));
        const baseline = data.baselines.some(value => value) ? element('tr', { class: 'secondary' }, element('td', {}, 'single-task'),
            columns.map((column, at) => element('td', { class: 'number' }, spread(data.baselines[data.metrics.length === 0 ? -1 : at - (columns.length - 2 - data.metrics.length)])))) : null;
        const rows = order.map(at => element('tr', {}, element('td', {}, data.entrants[at].label, data.entrants[at].runs === 0 ? element('small', {}, ' no run finished') : null),
            columns.map((column, c) => element('td', { class: best[c] !== null && best[c] === column.of(data.entrants[at])?.mean ? 'number best' : 'number' }, spread(column.of(data.entrants[at]), column.digits)))));
        body.replaceChildren(...[baseline, ...rows].filter(row => row));
    };
    fill();
    return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Results' }, element('table', { id: 'comparison' }, element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'method'), heads)), body));
}

/** Means as dots and intervals as whiskers, one row a name. */
function whiskers({ rows, name, expected = [] }) {
    const names = rows.map(row => row.name);
    const interval = rows.flatMap(row => row.low === null || row.low === undefined ? [] : [[row.low, row.name], [row.high, row.name], [null, row.name]]);
    return {
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 8, right: 18, top: 8, bottom: 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, whiskerText(rows[names.indexOf(item.value[1])])) }),
        xAxis: axis({ name, format: value => number(value, 3), min: ({ min }) => min > 0 ? 0 : null, max: ({ max }) => max < 0 ? 0 : null }),
        yAxis: { type: 'category', data: names, inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: theme.colour('muted'), fontSize: 11, width: innerWidth > 700 ? 260 : 130, overflow: 'truncate' } },
        series: [
            { type: 'line', data: interval, showSymbol: false, silent: true, lineStyle: { color: theme.colour('faint'), width: 2 }, animation: false, markLine: marks([{ name: '', at: 0 }]) },
            { type: 'scatter', data: rows.map((row, at) => ({ value: [row.mean, row.name], itemStyle: { color: theme.colour(expected[at] ?? 'accent') } })), symbolSize: 10 },
        ],
    };
}

const whiskerText = row => `${row.name}: ${number(row.mean, 3)}${row.low === null || row.low === undefined ? '' : `, interval ${number(row.low, 3)} to ${number(row.high, 3)}`}`;

/** A chart that is as tall as its rows need. */
function tall(place, rows, each = 26) {
    place.style.height = `${60 + (each * rows)}px`;
    return place;
}

function comparisonDeltas(scored) {
    if (scored.length === 0) return null;
    const rows = scored.map(({ label, deltaM }) => ({ name: label, mean: deltaM.mean, low: deltaM.low, high: deltaM.high }));
    const hasIntervals = rows.some(row => row.low !== null);
    return section('deltas', 'Δm', hasIntervals
        ? 'Percent against single-task training, with the 95 % bootstrap interval over the seeds; left is better. Few seeds make wide intervals: overlapping ones are no ranking.'
        : 'Percent against single-task training; left is better. One seed has no interval: small differences are no ranking.',
        element('div', { class: 'card' }, tall(chart('Δm of every method', () => whiskers({ rows, name: 'Δm, %' })), rows.length)));
}

function comparisonDrops({ tasks }, scored) {
    if (scored.length === 0) return null;
    const cards = tasks.map((task, at) => {
        const rows = scored.map(({ label, drops }) => ({ name: label, mean: drops[at].mean, low: drops[at].low, high: drops[at].high }));
        return card([dot(taskColour(at)), task], null, tall(chart(`Drop of ${task}`, () => whiskers({ rows, name: 'drop, %', expected: rows.map(() => `series-${(at % 8) + 1}`) })), rows.length, 22));
    });
    return section('drops', 'Each task', 'The drop of every task against its single-task training, percent; left is better. A good Δm may hide one task that pays for the others.', element('div', { class: 'grid wide' }, cards));
}

function comparisonCost(data, scored) {
    const priced = scored.filter(entrant => entrant.cost !== null);
    if (priced.length === 0) return null;
    const name = data.isProcessorTime ? 'processor seconds of a step, × unitary' : 'seconds of a step, × unitary';
    const place = chart('Δm against cost', () => ({
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 8, right: 24, top: 18, bottom: 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, `${item.name}: Δm ${number(item.value[1], 3)} %, ${number(item.value[0], 3)} × unitary`) }),
        xAxis: axis({ name, format: value => number(value, 3) }),
        yAxis: axis({ name: 'Δm, %', nameGap: 40, format: value => number(value, 3) }),
        series: [{
            type: 'scatter', symbolSize: 11,
            data: priced.map(entrant => ({ name: entrant.label, value: [entrant.cost, entrant.deltaM.mean], itemStyle: { color: theme.colour(entrant.label.startsWith('autoscale') ? 'series-2' : 'accent') } })),
            label: { show: true, formatter: '{b}', position: 'right', color: theme.colour('muted'), fontSize: 11 },
            labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
        }],
    }));
    return section('cost', 'Δm and cost', 'Lower left is better: good results from cheap steps.', element('div', { class: 'card' }, place));
}

function comparisonWeights(data) {
    const known = data.entrants.filter(entrant => entrant.weights.length > 0);
    if (known.length === 0) return null;
    const means = known.map(({ weights }) => weights[0].map((_, task) => weights.reduce((sum, run) => sum + (run[task] ?? NaN), 0) / weights.length));
    return section('weights', 'Final weights', 'What each method weighed the losses with at the end, the mean over the seeds.',
        element('div', { class: 'card' }, table([{ title: 'method' }, ...data.tasks.map((task, at) => ({ title: [dot(taskColour(at)), task], isNumber: true }))],
            known.map((entrant, at) => [entrant.label, ...means[at].map(weight => number(weight, 3))]))));
}

function comparisonSearch({ search, tasks }) {
    if (search.length === 0) return null;
    const order = [...search].sort((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
    return section('search', 'Searched weights', 'Fixed weights that were tried with the first seed. The best on validation entered the comparison.',
        element('div', { class: 'card' }, table([...tasks.map((task, at) => ({ title: [dot(taskColour(at)), task], isNumber: true })), { title: 'validation score ↑', isNumber: true }],
            order.map(tried => [...tried.weights.map(weight => number(weight, 3)), { content: tried.score === null ? 'failed' : number(tried.score), class: tried.isBest ? 'best' : '' }]))));
}
