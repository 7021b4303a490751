// The report of an analysis: metrics of training against Δm over many weight vectors.

function analysisPage(data) {
    return {
        header: studyHeader('AutoScale analysis', data, data.vectors.length === 1 ? 'one weight vector' : `${data.vectors.length} weight vectors`, analysisTold(data)),
        sections: [
            analysisCorrelations(data),
            analysisScatter(data),
            analysisCourses(data),
            analysisVectors(data),
            studyEnd(data),
        ],
    };
}

const signs = { '-1': '−', 0: '', 1: '+' };

/** What a correlation says of its metric: name, colour and mark. */
const findings = {
    expected: { text: '✓ as expected', colour: 'good', symbol: 'circle', style: 'good' },
    against: { text: '✗ against', colour: 'bad', symbol: 'triangle', style: 'bad' },
    clear: { text: 'clear', colour: 'accent', symbol: 'rect', style: '' },
    unclear: { text: 'unclear', colour: 'faint', symbol: 'emptyCircle', style: 'secondary' },
};

const finding = ({ expectedSign, clearSign }) => findings[clearSign === 0 ? 'unclear' : expectedSign === 0 ? 'clear' : clearSign === expectedSign ? 'expected' : 'against'];

/** Whether the claim holds, and how AutoScale's weights do among the others. */
function analysisTold({ correlations, measures, vectors, autoscale, autoscaleFixed }) {
    const told = [];
    const claimed = correlations.filter(({ expectedSign }) => expectedSign !== 0);
    if (claimed.length > 0) {
        const count = kind => claimed.filter(correlation => finding(correlation) === findings[kind]).length;
        told.push({ text: `${count('expected')} of ${claimed.length}`, note: `metrics go together with Δm as expected; ${count('against')} clearly against it, the others unclear` });
        const [{ measure, spearman }] = correlations.toSorted((a, b) => Math.abs(b.spearman.value) - Math.abs(a.spearman.value));
        told.push({ text: fixed(spearman.value, 2), note: `is the strongest rank correlation: ${measures[measure].label}` });
    }
    const among = (entry, text) => entry && vectors.length > 0 ? [{ text: percent(entry.deltaM), note: `${text}, better than ${vectors.filter(({ deltaM }) => deltaM > entry.deltaM).length} of ${vectors.length} weight vectors` }] : [];
    return [...told, ...among(autoscale, 'is Δm of AutoScale’s run'), ...among(autoscaleFixed, 'is Δm of its weights used from the start')];
}

/** Probabilities below a thousandth are as good as one another. */
const probability = p => p !== null && p < 0.001 ? '< 0.001' : fixed(p, 3);

function analysisCorrelations({ correlations, measures }) {
    if (correlations.length === 0) return null;
    const rows = correlations.map(correlation => ({ name: measures[correlation.measure].label, mean: correlation.spearman.value, low: correlation.spearman.low, high: correlation.spearman.high, colour: finding(correlation).colour, symbol: finding(correlation).symbol }));
    const coefficient = result => [fixed(result.value, 2), element('small', {}, ` ${fixed(result.low, 2)} to ${fixed(result.high, 2)}`)];
    const columns = [{ title: 'metric' }, { title: 'expected' }, { title: 'Spearman, 95 % interval', isNumber: true }, { title: 'p', isNumber: true }, { title: 'Pearson, 95 % interval', isNumber: true }, { title: 'p', isNumber: true }, { title: 'points', isNumber: true }, { title: 'finding' }];
    return section('correlations', 'What goes together with Δm', 'Rank correlation of each metric’s mean over training with Δm, with its bootstrap interval. Δm is better when lower: a negative coefficient means that higher values of the metric go with better results.',
        element('div', { class: 'card' }, element('div', { class: 'controls' }, key([['● values said to be good go with good results', 'good'], ['▲ with bad ones', 'bad'], ['■ clear, nothing was expected', 'accent'], ['○ unclear: the interval holds 0', 'faint']], 'text')),
            tall(chart('Correlation of each metric with Δm', () => whiskers({ rows, name: 'Spearman’s coefficient' })), rows.length, 22)),
        element('div', { class: 'card' }, table(columns, correlations.map(correlation => [
            { content: measures[correlation.measure].label, class: 'wrap' }, signs[correlation.expectedSign], coefficient(correlation.spearman), probability(correlation.spearman.p),
            coefficient(correlation.pearson), probability(correlation.pearson.p), number(correlation.count), { content: finding(correlation).text, class: finding(correlation).style }]))));
}

/** A colour between the best rank, blue, and the worst, orange, through grey: told apart by the colour-blind too. */
function rankColour(at, count) {
    const [best, middle, worst] = theme.isDark ? [[110, 175, 255], [128, 132, 140], [255, 160, 80]] : [[30, 100, 200], [150, 152, 158], [200, 80, 10]];
    const share = count < 2 ? 0 : 2 * at / (count - 1);
    const [from, to] = share < 1 ? [best, middle] : [middle, worst];
    return `rgb(${from.map((part, i) => Math.round(part + ((to[i] - part) * (share < 1 ? share : share - 1)))).join(', ')})`;
}

/** Which colour is which rank; drawn anew with the theme. */
function scale({ autoscale, autoscaleFixed }) {
    const ends = [0, 1].map(at => element('i', {}));
    const paint = () => ends.forEach((end, at) => end.style.setProperty('background', rankColour(at, 2)));
    theme.listeners.push(paint);
    paint();
    return element('div', { class: 'controls' }, element('span', { class: 'key' }, element('span', {}, ends[0], 'best Δm'), element('span', {}, ends[1], 'worst'),
        autoscale ? element('span', {}, '◆ AutoScale') : null, autoscaleFixed ? element('span', {}, '◇ its weights, fixed (dashed)') : null));
}

function analysisScatter(data) {
    const cards = data.measures.flatMap((measure, at) => data.vectors.some(vector => vector.means[at] !== null) ? [card(measure.label, measure.isSpread ? `spread of a ${measure.range}` : measure.range, chart(`Δm against ${measure.label}`, () => scatterOption(data, at, measure.isLog), true))] : []);
    return cards.length === 0 ? null : section('scatter', 'Δm against each metric', 'One point a weight vector: its Δm in percent (upright) and the metric’s mean over training.', scale(data), element('div', { class: 'grid' }, cards));
}

function scatterOption(data, at, isLog) {
    const point = (entry, itemStyle, more = {}) => ({ name: entry.label, value: [entry.means[at], entry.deltaM], itemStyle, ...more });
    const ink = theme.colour('ink');
    const points = [
        ...data.vectors.map((vector, rank) => point(vector, { color: rankColour(rank, data.vectors.length) })),
        ...(data.autoscaleFixed ? [point(data.autoscaleFixed, { color: theme.colour('card'), borderColor: ink, borderWidth: 2 }, { ...ownSymbol, symbolSize: 12 })] : []),
        ...(data.autoscale ? [point(data.autoscale, { color: ink }, ownSymbol)] : []),
    ].filter(({ value: [x, y] }) => x !== null && y !== null && (!isLog || x > 0));
    const text = ({ name, value }) => `${name}: Δm ${percent(value[1])}, metric ${number(value[0])}`;
    return {
        words: points.map(text).join('; '),
        grid: { left: 8, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, text(item)) }),
        xAxis: axis({ isLog, isSmall: true, splitLine: { show: false }, format: value => number(value, 3) }),
        yAxis: axis({ isSmall: true, format: value => number(value, 3) }),
        series: [{ type: 'scatter', symbolSize: 8, itemStyle: { opacity: 1 }, data: points }],
    };
}

function analysisCourses(data) {
    const cards = data.measures.flatMap((measure, at) => data.vectors.some(vector => vector.courses[at][0].length > 1) ? [card(measure.label, null, chart(`${measure.label} over training`, () => courseOption(data, at, measure.isLog), true))] : []);
    return cards.length === 0 ? null : section('courses', 'Metrics over training', 'One line a weight vector, coloured by its rank in Δm.', scale(data), element('div', { class: 'grid' }, cards));
}

function courseOption(data, at, isLog) {
    const course = (entry, colour, more) => line({ name: entry.label, x: entry.courses[at][0], y: entry.courses[at][1], colour, isLog, ...more });
    const series = data.vectors.map((vector, rank) => course(vector, rankColour(rank, data.vectors.length), { width: 1.2, opacity: 0.7 }));
    if (data.autoscaleFixed) series.push(course(data.autoscaleFixed, theme.colour('ink'), { width: 1.8, dash: [4, 3] }));
    if (data.autoscale) series.push(course(data.autoscale, theme.colour('ink'), { width: 2 }));
    const option = lineChart({ series, isLog, isSmall: true, hasLegend: false });
    return { ...option, tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, `${item.seriesName}, step ${number(item.value[0])}: ${number(item.value[1])}`) }) };
}

function analysisVectors({ vectors, autoscale, autoscaleFixed, tasks }) {
    const entries = [...vectors, autoscaleFixed, autoscale].filter(entry => entry).toSorted((a, b) => (a.deltaM ?? Infinity) - (b.deltaM ?? Infinity));
    if (entries.length === 0) return null;
    const columns = [{ title: 'weights' }, { title: 'share' }, { title: 'Δm ↓, %', isNumber: true }, ...tasks.map((task, at) => ({ title: [dot(taskColour(at)), task, element('br'), 'weight'], isNumber: true })), ...tasks.map(task => ({ title: [task, element('br'), 'drop ↓, %'], isNumber: true }))];
    return section('vectors', 'The weight vectors', 'From the best Δm to the worst; drops are against single-task training. The bar shows how the sum of the weights is shared out.', element('div', { class: 'card' }, table(columns,
        entries.map(entry => [entry === autoscale || entry === autoscaleFixed ? element('strong', {}, entry.label) : entry.label, shares(entry.weights), fixed(entry.deltaM, 2), ...entry.weights.map(weight => number(weight, 3)), ...entry.drops.map(drop => fixed(drop, 2))]))));
}
