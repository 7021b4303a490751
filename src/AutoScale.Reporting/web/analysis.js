// The report of an analysis: metrics of training against Δm over many weight vectors.

function analysisPage(data) {
    return {
        header: studyHeader('AutoScale analysis', data, [`${data.vectors.length} weight vectors`]),
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

function analysisCorrelations(data) {
    if (data.correlations.length === 0) return null;
    const rows = data.correlations.map(({ measure, spearman }) => ({ name: data.measures[measure].label, mean: spearman.value, low: spearman.low, high: spearman.high }));
    const verdict = ({ expectedSign, clearSign }) => clearSign === 0 ? 'unclear' : expectedSign === 0 ? 'clear' : clearSign === expectedSign ? 'as expected' : 'against expectation';
    const colours = data.correlations.map(correlation => ({ unclear: 'faint', clear: 'accent', 'as expected': 'good', 'against expectation': 'bad' })[verdict(correlation)]);
    const coefficient = result => [number(result.value, 2), element('small', {}, ` ${number(result.low, 2)} to ${number(result.high, 2)}`)];
    const columns = [{ title: 'metric' }, { title: 'expected sign' }, { title: 'Spearman, 95 % interval', isNumber: true }, { title: 'p', isNumber: true }, { title: 'Pearson, 95 % interval', isNumber: true }, { title: 'p', isNumber: true }, { title: 'points', isNumber: true }, { title: 'finding' }];
    return section('correlations', 'What goes together with Δm', 'Rank correlation of each metric’s mean over training with Δm, with its bootstrap interval. Δm is better when lower: a negative coefficient means that higher values of the metric go with better results. Green: values that are said to be good clearly go with good results. Red: with bad ones. Grey: the interval holds 0.',
        element('div', { class: 'card' }, tall(chart('Correlation of each metric with Δm', () => whiskers({ rows, name: 'Spearman’s coefficient', expected: colours })), rows.length, 22)),
        element('div', { class: 'card' }, table(columns, data.correlations.map(correlation => [
            data.measures[correlation.measure].label, signs[correlation.expectedSign], coefficient(correlation.spearman), number(correlation.spearman.p, 2),
            coefficient(correlation.pearson), number(correlation.pearson.p, 2), number(correlation.count), verdict(correlation)]))));
}

/** A colour between the best rank and the worst. */
function rankColour(at, count) {
    const share = count < 2 ? 0 : at / (count - 1);
    return `hsl(${Math.round(165 - (150 * share))} ${theme.isDark ? '60% 62%' : '70% 40%'})`;
}

const scale = data => element('span', { class: 'key' },
    element('span', {}, element('i', { style: { background: rankColour(0, 2) } }), 'best Δm'),
    element('span', {}, element('i', { style: { background: rankColour(1, 2) } }), 'worst'),
    data.autoscale ? element('span', {}, element('i', { style: { background: 'var(--accent)' } }), 'AutoScale') : null,
    data.autoscaleFixed ? element('span', {}, element('i', { style: { background: 'var(--series-4)' } }), 'its weights, fixed') : null);

function analysisScatter(data) {
    const cards = data.measures.flatMap((measure, at) => data.vectors.some(vector => vector.means[at] !== null) ? [card(measure.label, measure.isSpread ? `spread of a ${measure.range}` : measure.range, chart(`Δm against ${measure.label}`, () => scatterOption(data, at, measure.isLog), true))] : []);
    return cards.length === 0 ? null : section('scatter', 'Δm against each metric', 'One point a weight vector: its Δm (upright) and the metric’s mean over training.', element('div', { class: 'controls' }, scale(data)), element('div', { class: 'grid' }, cards));
}

function scatterOption(data, at, isLog) {
    const point = (entry, colour, size, symbol) => ({ name: entry.label, value: [entry.means[at], entry.deltaM], symbol, symbolSize: size, itemStyle: { color: colour } });
    const points = data.vectors.map((vector, rank) => point(vector, rankColour(rank, data.vectors.length), 8, 'circle'));
    const own = [[data.autoscaleFixed, 'series-4'], [data.autoscale, 'accent']].filter(([entry]) => entry).map(([entry, colour]) => point(entry, theme.colour(colour), 13, 'diamond'));
    return {
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 8, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, `${item.name}: Δm ${number(item.value[1], 3)} %, metric ${number(item.value[0])}`) }),
        xAxis: axis({ isLog, isSmall: true, splitLine: { show: false }, format: value => number(value, 3) }),
        yAxis: axis({ isSmall: true, format: value => number(value, 3) }),
        series: [{ type: 'scatter', data: [...points, ...own].filter(({ value: [x] }) => x !== null && (!isLog || x > 0)) }],
    };
}

function analysisCourses(data) {
    const cards = data.measures.flatMap((measure, at) => data.vectors.some(vector => vector.courses[at][0].length > 1) ? [card(measure.label, null, chart(`${measure.label} over training`, () => courseOption(data, at, measure.isLog), true))] : []);
    return cards.length === 0 ? null : section('courses', 'Metrics over training', 'One line a weight vector, coloured by its rank in Δm.', element('div', { class: 'controls' }, scale(data)), element('div', { class: 'grid' }, cards));
}

function courseOption(data, at, isLog) {
    const course = (entry, colour, width) => line({ name: entry.label, x: entry.courses[at][0], y: entry.courses[at][1], colour, width, isLog, opacity: width > 1.5 ? 1 : 0.7 });
    const series = data.vectors.map((vector, rank) => course(vector, rankColour(rank, data.vectors.length), 1.2));
    if (data.autoscaleFixed) series.push(course(data.autoscaleFixed, theme.colour('series-4'), 2.2));
    if (data.autoscale) series.push(course(data.autoscale, theme.colour('accent'), 2.4));
    const option = lineChart({ series, isLog, isSmall: true, hasLegend: false });
    return { ...option, tooltip: tooltip({ trigger: 'item', formatter: item => element('span', {}, `${item.seriesName}, step ${number(item.value[0])}: ${number(item.value[1])}`) }) };
}

function analysisVectors({ vectors, autoscale, autoscaleFixed, tasks }) {
    const entries = [...vectors, autoscaleFixed, autoscale].filter(entry => entry).sort((a, b) => a.deltaM - b.deltaM);
    if (entries.length === 0) return null;
    const columns = [{ title: 'weights' }, { title: 'Δm, %', isNumber: true }, ...tasks.map((task, at) => ({ title: [dot(taskColour(at)), task, ', weight'], isNumber: true })), ...tasks.map(task => ({ title: `${task}, drop %`, isNumber: true }))];
    return section('vectors', 'The weight vectors', 'From the best Δm to the worst.', element('div', { class: 'card' }, table(columns,
        entries.map(entry => [entry === autoscale || entry === autoscaleFixed ? element('strong', {}, entry.label) : entry.label, number(entry.deltaM, 3), ...entry.weights.map(weight => number(weight, 3)), ...entry.drops.map(drop => number(drop, 3))]))));
}
