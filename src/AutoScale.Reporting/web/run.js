// The report of one run.

function runPage(data) {
    return {
        header: runHeader(data),
        sections: [
            runResults(data),
            runSamples(data),
            runWeights(data),
            runLosses(data),
            runEvaluations(data),
            metricsSection(data.metrics),
            runTimes(data.times),
            runCertificates(data),
            runConfiguration(data),
        ],
    };
}

function runHeader({ heading, warnings, missing, weights, tasks, results, times, certificates }) {
    const named = [heading.problem, heading.setting].filter(Boolean).join(' ');
    return [
        element('p', { class: 'eyebrow' }, 'AutoScale run'),
        element('h1', {}, named, heading.method ? element('span', { class: 'light' }, ' with ', heading.method) : null, ' ',
            heading.status ? element('span', { class: `pill ${heading.status}` }, heading.status) : null),
        facts(heading.facts, 'facts'),
        heading.error ? element('div', { class: 'callout bad', role: 'alert' }, element('p', {}, heading.error)) : null,
        heading.status === 'running' ? element('div', { class: 'callout' }, element('p', {}, 'The run had not ended when this page was written. Without a process at work on it, it was killed and can be resumed.')) : null,
        warnings.length > 0 ? element('div', { class: 'callout', id: 'warnings' }, element('ul', {}, warnings.map(warning => element('li', {}, warning)))) : null,
        missing.length > 0 ? element('div', { class: 'callout quiet', id: 'missing' }, element('ul', {}, missing.map(part => element('li', {}, part)))) : null,
        weights?.final ? element('div', { class: 'pair' },
            element('div', { class: 'card' },
                element('p', { class: 'card-title' }, weights.isFinal ? 'Final weights' : 'Weights at the last recorded step'),
                bars(weights.final.map((value, at) => ({ name: [dot(taskColour(at)), tasks[at]], value, text: number(value), colour: taskColour(at) })))),
            runTold({ results, times, certificates })) : null,
    ];
}

/** What is known of the run in a few numbers; null where nothing is. */
function runTold({ results, times, certificates }) {
    const told = [
        results ? { text: `step ${number(results.bestIteration)}`, note: 'selected on validation' } : null,
        times ? { text: duration(times.totalSeconds), note: 'all the time' } : null,
        times ? { text: duration(times.secondsPerIteration), note: 'a training step' } : null,
        certificates ? { text: number(certificates.guarded), note: 'steps with a guard at work' } : null,
    ].filter(Boolean);
    return told.length === 0 ? null : element('div', { class: 'card' }, figures(told));
}

function runResults({ results, tasks }) {
    if (!results) return null;
    const columns = [{ title: 'metric' }, { title: 'validation', isNumber: true }, { title: 'test', isNumber: true }];
    const cards = [...new Set(results.rows.map(row => row.task))].map(task => element('div', { class: 'card task' },
        element('p', { class: 'card-title' }, dot(taskColour(tasks.indexOf(task))), task),
        table(columns, results.rows.filter(row => row.task === task).map(row => {
            const style = row.isPrimary ? 'primary' : '';
            return [
                { class: style, content: [row.metric, ' ', element('span', { class: 'whole' }, direction(row.higherIsBetter), ' ', element('small', {}, row.unit))] },
                { class: style, content: number(row.validation) },
                { class: style, content: number(row.test) },
            ];
        }))));
    return section('results', 'Results', `What the model of step ${number(results.bestIteration)} does: the best on validation. ↑ more is better, ↓ less is better.`,
        element('div', { class: 'grid' }, cards),
        results.hasTest ? null : element('p', { class: 'note' }, 'The test split is measured when a run completes.'));
}

function runSamples({ samples }) {
    if (!samples || samples.length === 0) return null;
    return section('samples', 'Samples', 'What the selected model makes of the first examples of the test split.',
        samples.map(sample => element('div', { class: 'card' },
            sample.caption ? element('p', { class: 'card-note', style: { 'margin-bottom': '0.5rem' } }, sample.caption) : null,
            element('div', { class: 'sample', tabindex: '0', role: 'group', 'aria-label': sample.caption || 'sample' }, sample.pictures.map(picture => element('figure', {},
                element('img', { src: `data:image/png;base64,${picture.png}`, alt: picture.label }), element('figcaption', {}, picture.label)))))));
}

function runWeights({ weights, tasks }) {
    if (!weights || weights.series[0].length === 0) return null;
    const state = { axis: 'linear' };
    const place = chart('Weights over the run', () => weightsOption(weights, tasks, state.axis === 'log'));
    const windows = weights.windows ?? [];
    const lead = windows.length > 0
        ? `Thin lines are the weights of every step. Each thick bar is what '${weights.cost}' finds best for one window; '${weights.predictor}' makes of these bars the weights of the rest (dashed).`
        : 'The weight of each task’s loss at every step.';
    return section('weights', 'Weights', lead,
        element('div', { class: 'card' }, element('div', { class: 'controls' },
            choice('Axis', [['linear', 'linear'], ['log', 'log']], 'linear', value => { state.axis = value; place.update(); })), place),
        pointNote(weights.stepsPerPoint),
        windows.length === 0 ? null : windowsTable(windows, tasks));
}

function weightsOption(weights, tasks, isLog) {
    const hasWindows = (weights.windows ?? []).length > 0;
    const series = tasks.flatMap((task, at) => {
        const colour = theme.colour(taskColour(at));
        const lines = [line({ name: task, x: weights.iterations, y: weights.series[at], colour, width: hasWindows ? 1.2 : 1.6, isLog, opacity: hasWindows ? 0.75 : 1 })];
        if (hasWindows) {
            const ends = weights.windows.flatMap(window => [[window.first, window.weights[at]], [window.last, window.weights[at]], [window.last, null]]);
            lines.push(line({ name: task, x: ends.map(end => end[0]), y: ends.map(end => end[1]), colour, width: 5, isLog, tooltip: { show: false }, lineStyle: { width: 5, color: colour, cap: 'butt' } }));
        }
        if (weights.curve) {
            lines.push(line({ name: task, x: weights.curve.iterations, y: weights.curve.series[at], colour, width: 1.6, dash: [5, 4], isLog, tooltip: { show: false } }));
        }
        return lines;
    });
    if (weights.phases.length > 1) {
        series[0].markArea = bands(weights.phases);
    }
    if (weights.curve) {
        series[0].markLine = marks([{ name: 'γT', at: weights.curve.target }]);
    }
    // A predicted weight a little below 0 is not worth an axis down to -1.
    const lowest = ({ min, max }) => min >= -0.02 * max ? 0 : null;
    return lineChart({ series, isLog, legend: tasks, yAxis: isLog ? {} : { min: lowest } });
}

function windowsTable(windows, tasks) {
    const columns = [{ title: 'steps' }, ...tasks.map(task => ({ title: task, isNumber: true })), { title: 'cost', isNumber: true }, { title: 'minimum' }, { title: 'residual', isNumber: true }, { title: 'solver steps', isNumber: true }, { title: 'steps used', isNumber: true }];
    return element('details', { class: 'card' }, element('summary', {}, windows.length === 1 ? 'The window and how well it is solved' : `The ${windows.length} windows and how well each is solved`),
        table(columns, windows.map(window => [
            `${window.first} – ${window.last}`, ...window.weights.map(weight => number(weight)), number(window.cost),
            window.isUnique ? window.kind : `${window.kind}, not unique`, number(window.residual, 2), number(window.iterations), number(window.usedSteps)])));
}

function runLosses({ losses, tasks, weights }) {
    if (!losses) return null;
    const state = { axis: 'log', smoothing: 1 };
    const place = chart('Loss of each task over the run', () => lossesOption(losses, tasks, weights, state));
    return section('losses', 'Losses', 'The unweighted loss of each task on the batch of every step.',
        element('div', { class: 'card' }, element('div', { class: 'controls' },
            choice('Axis', [['log', 'log'], ['linear', 'linear']], 'log', value => { state.axis = value; place.update(); }),
            choice('Smoothing', [['1', 'off'], ['10', '10 points'], ['40', '40 points']], '1', value => { state.smoothing = Number(value); place.update(); })), place),
        pointNote(losses.stepsPerPoint));
}

function lossesOption(losses, tasks, weights, { axis: scale, smoothing }) {
    const isLog = scale === 'log';
    const series = tasks.flatMap((task, at) => {
        const colour = theme.colour(taskColour(at));
        const smoothed = line({ name: task, x: losses.iterations, y: smooth(losses.series[at], smoothing), colour, width: 1.7, isLog });
        return smoothing > 1 ? [smoothed, line({ name: task, x: losses.iterations, y: losses.series[at], colour, width: 1, opacity: 0.25, isLog, tooltip: { show: false } })] : [smoothed];
    });
    if (weights && weights.phases.length > 1) {
        series[0].markArea = bands(weights.phases);
    }
    return lineChart({ series, isLog, legend: tasks });
}

const pointNote = stepsPerPoint => stepsPerPoint > 1 ? element('p', { class: 'note' }, `Each point is the mean of ${stepsPerPoint} steps or fewer.`) : null;

function runEvaluations({ evaluations, tasks }) {
    if (!evaluations) return null;
    const cards = evaluations.charts.map(shown => {
        const place = chart(`${shown.task}: ${shown.metric} on validation`, () => {
            const series = [line({ name: shown.metric, x: evaluations.iterations, y: shown.values, colour: theme.colour(taskColour(tasks.indexOf(shown.task))), showSymbol: evaluations.iterations.length < 40, symbolSize: 5 })];
            if (evaluations.best) series[0].markLine = marks([{ name: '', at: evaluations.best }]);
            return lineChart({ series, isSmall: true, hasLegend: false });
        }, true);
        const made = card([dot(taskColour(tasks.indexOf(shown.task))), `${shown.task} · ${shown.metric} ${direction(shown.higherIsBetter)}`], shown.unit || null, place);
        made.hidden = !shown.isPrimary;
        made.dataset.primary = shown.isPrimary;
        return made;
    });
    const show = value => cards.forEach(made => { made.hidden = value === 'primary' && made.dataset.primary === 'false'; });
    return section('validation', 'Validation over the run', 'Measured on the validation split; the dashed line marks the model that was selected.',
        element('div', { class: 'controls' }, choice('Metrics', [['primary', 'primary'], ['all', 'all']], 'primary', show)),
        element('div', { class: 'grid' }, cards));
}

function runTimes(times) {
    if (!times) return null;
    const share = part => `${duration(part.seconds)} · ${(100 * part.seconds / times.totalSeconds).toFixed(1)} %`;
    return section('time', 'Time', `${number(times.steps)} steps took ${duration(times.trainingSeconds)}, ${duration(times.secondsPerIteration)} each; everything together ${duration(times.totalSeconds)}.`,
        element('div', { class: 'card' }, bars(times.parts.map(part => ({ name: part.name, value: part.seconds, text: share(part), colour: part.isStep ? 'var(--accent)' : 'var(--series-8)' })))),
        element('p', { class: 'note' }, 'Grey: outside the training steps.'));
}

function runCertificates({ certificates }) {
    if (!certificates) return null;
    const lead = certificates.guarded === 0
        ? `No guard was needed in any of the ${number(certificates.steps)} recorded steps.`
        : `Guards acted in ${number(certificates.guarded)} of ${number(certificates.steps)} recorded steps.`;
    const solved = certificates.residuals ? element('div', { class: 'grid wide' },
        card('Residual', 'what is left of the method’s own optimality condition; 0 is exact',
            chart('Residual over the run', () => lineChart({ series: [line({ name: 'residual', x: certificates.iterations, y: certificates.residuals, colour: theme.colour('accent'), width: 1.5, isLog: true })], isLog: true, isSmall: true, hasLegend: false }), true)),
        certificates.solverSteps === null ? null : card('Solver steps', 'of the method’s own solver',
            chart('Solver steps over the run', () => lineChart({ series: [line({ name: 'solver steps', x: certificates.iterations, y: certificates.solverSteps, colour: theme.colour('accent'), width: 1.5 })], isSmall: true, hasLegend: false }), true))) : null;
    return section('certificates', 'Certificates', lead,
        element('p', { class: 'note' }, certificates.residuals
            ? `Weights are solved for with a residual of at most ${number(certificates.largestResidual, 2)}.`
            : 'The weights of every step come from a closed form: there is no residual.'),
        certificates.guards.length > 0 ? element('div', { class: 'card' }, table([{ title: 'guard' }, { title: 'what was done' }, { title: 'steps', isNumber: true }],
            certificates.guards.map(guard => [element('code', {}, guard.name), { content: guard.meaning, class: 'wrap' }, number(guard.steps)]))) : null,
        solved);
}

function runConfiguration({ configuration, versions, heading }) {
    const groups = Map.groupBy(configuration, ([name]) => name.includes('.') ? name.split('.')[0].replace('-', ' ') : '');
    return section('configuration', 'Configuration', null,
        [...groups].map(([group, pairs]) => element('div', { class: 'card' }, group ? element('p', { class: 'card-title' }, group) : null,
            facts(pairs.map(([name, text]) => [group ? name.slice(group.length + 1) : name, text]), 'settings'))),
        versions.length > 0 ? element('div', { class: 'card' }, element('p', { class: 'card-title' }, 'Made with'), facts(versions, 'settings')) : null,
        element('p', { class: 'note' }, 'From ', element('code', {}, heading.path)));
}
