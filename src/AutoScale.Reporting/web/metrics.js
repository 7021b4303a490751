// The metrics of multi-task training over a run: small multiples, one family after the other.

const families = {
    'Gradient dominance': 'How far apart the lengths of two task gradients are.',
    'Gradient conflict': 'Whether the gradients point against each other, or against the update.',
    'Training stability': 'How well conditioned the task gradients are together.',
    'Loss scale': 'Whether one loss outweighs the others.',
    'Convergence speed': 'Which tasks still learn.',
};

const good = { higher: 'higher is better', lower: 'lower is better', equal: 'equal is better', none: '' };

function metricsSection(metrics) {
    if (!metrics || metrics.measured.length === 0) return null;
    const state = { show: 'summary', form: 'raw' };
    const places = [];
    const forms = choice('Of', [['raw', 'raw'], ['weighted', 'weighted']], 'raw', value => { state.form = value; redraw(); });
    const twoForms = key([['raw', 'series-8'], ['weighted', 'accent']]);
    const hasParts = metrics.measured.some(({ raw }) => raw.parts);
    const hasWhole = metrics.measured.some(({ raw }) => !raw.parts);
    const parts = partKeys(metrics.measured);
    const redraw = () => {
        const isSummary = state.show === 'summary';
        twoForms.hidden = !isSummary && !hasWhole;
        for (const part of [forms, parts]) part.hidden = isSummary;
        places.forEach(place => place.update());
    };
    const grids = Object.entries(families).flatMap(([family, lead]) => {
        const ours = metrics.measured.filter(metric => metric.family === family);
        return ours.length === 0 ? [] : [
            element('h3', {}, family, ' ', element('span', { class: 'light' }, lead)),
            element('div', { class: 'grid' }, ours.map(metric => {
                const place = chart(metric.title, () => metricOption(metric, state), true);
                places.push(place);
                return card(metric.title, metricNote(metric), place);
            })),
        ];
    });
    redraw();
    const points = metrics.measured.some(metric => metric.raw.stepsPerPoint > 1) || !metrics.everyStep;
    return section('metrics', 'Gradients and losses', 'The quantities that multi-task methods try to mend, on the raw gradients and on the weighted ones that the update sees.',
        element('div', { class: 'controls' },
            hasParts ? choice('Show', [['summary', 'summary'], ['parts', 'each task or pair']], 'summary', value => { state.show = value; redraw(); }) : null, forms, twoForms, parts),
        ...grids,
        metrics.tooMany ? element('p', { class: 'note' }, `Where there are more than ${metrics.tooMany} tasks or pairs, only the summary is shown.`) : null,
        points ? element('p', { class: 'note' }, 'Neighbouring steps share a point: the mean of what is bounded, the median of the rest.') : null,
        metrics.absent.length === 0 ? null : element('p', { class: 'note' }, 'Not measured here: ', metrics.absent.map(([title, why]) => `${title} (${why})`).join('; '), '.'));
}

/** Which colour is which: [[name, colour]], as a line before the name or in the name itself. */
const key = (names, form = 'line') => element('span', { class: 'key' }, names.map(([name, colour]) => form === 'text'
    ? element('span', { style: { color: `var(--${colour})` } }, name)
    : element('span', {}, element('i', { style: { background: `var(--${colour})` } }), name)));

/** A key for the tasks, and one for their pairs. */
function partKeys(measured) {
    const lists = new Map(measured.flatMap(({ raw }) => raw.labels ? [[raw.labels.join('\n'), raw.labels]] : []));
    return element('div', { class: 'keys' }, [...lists.values()].map(labels => key(labels.map((label, at) => [label, taskSeries(at)]))));
}

function metricNote(metric) {
    const what = metric.isSpread ? `spread over the tasks of a ${metric.range}` : metric.range;
    const gaps = [['', metric.raw], ['weighted: ', metric.weighted]].filter(([, form]) => form?.undefined > 0)
        .map(([name, form]) => ` · ${name}no finite value in ${form.undefined === 1 ? 'one step' : `${number(form.undefined)} steps`}`);
    return [what, metric.isSpread ? 'lower is better' : good[metric.good]].filter(Boolean).join(' · ') + gaps.join('');
}

/** An axis that ends where the metric does, once its values come near: charts of one unit can then be compared. */
function within(range, series) {
    const ends = range.match(/in \[(-?\d+), (\d+)\]/)?.slice(1).map(Number);
    const values = series.flatMap(({ data }) => data.map(([, value]) => value)).filter(value => value !== null);
    if (!ends || values.length === 0) return {};
    const [low, high] = ends;
    const near = 0.3 * (high - low);
    const min = values.some(value => value < low + near) ? low : null;
    const max = values.some(value => value > high - near) ? high : null;
    return { min, max, interval: min === null || max === null ? null : (high - low) / 4 };
}

function metricOption(metric, state) {
    const shown = state.form === 'weighted' && metric.weighted ? metric.weighted : metric.raw;
    const isLog = metric.isLog;
    const series = state.show === 'parts' && shown.parts
        ? shown.parts.map((values, at) => line({ name: shown.labels[at], x: shown.partIterations, y: values, colour: theme.colour(taskColour(at)), width: 1.3, isLog }))
        : [['raw', metric.raw, 'series-8'], ['weighted', metric.weighted, 'accent']].filter(([, form]) => form)
            .map(([name, form, colour]) => line({ name, x: form.iterations, y: form.summary, colour: theme.colour(colour), width: 1.5, isLog }));
    return lineChart({ series, isLog, isSmall: true, hasLegend: false, yAxis: metric.isSpread && state.show === 'summary' ? { min: 0 } : within(metric.range, series) });
}
