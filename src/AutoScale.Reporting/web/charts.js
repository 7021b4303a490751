// What all charts share. A chart is an element and a function that says its ECharts option; it is asked again when the theme or a choice changes.

const charts = [];
const sizes = new ResizeObserver(changes => changes.forEach(change => change.target.fit()));

/** A chart's element. `build` gives the option and, as `words`, what it shows for those who do not see it; `update` on the result draws it anew. */
function chart(title, build, isSmall = false) {
    const place = element('div', { class: isSmall ? 'chart small' : 'chart', role: 'img', 'aria-label': title });
    place.update = () => {
        if (!place.drawn) return;
        const { words, ...option } = build();
        place.setAttribute('aria-label', `${title}. ${words}`);
        place.drawn.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option }, { notMerge: true });
    };
    place.fit = () => {
        if (place.clientWidth === 0) return; // Hidden: drawn when it is shown.
        if (place.drawn) {
            place.drawn.resize();
        } else {
            place.drawn = echarts.init(place, null, { renderer: 'svg' });
            place.update();
        }
    };
    charts.push(place);
    return place;
}

theme.listeners.push(() => charts.forEach(place => place.update()));

/** A smaller chart in a card of its own. */
const card = (title, note, place) => element('div', { class: 'card' }, element('p', { class: 'card-title' }, title), note ? element('p', { class: 'card-note' }, note) : null, place);

const steps = value => value >= 1e6 ? `${number(value / 1e6, 3)}M` : value >= 1e4 ? `${number(value / 1e3, 3)}k` : number(value);

/** An axis of numbers. */
function axis(options = {}) {
    const { isLog = false, name = '', isSmall = false, format = number, ...rest } = options;
    return {
        type: isLog ? 'log' : 'value',
        name,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: theme.colour('faint'), fontSize: 11 },
        scale: true,
        splitNumber: isSmall ? 3 : 5,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: theme.colour('line') } },
        axisLabel: { color: theme.colour('faint'), fontSize: isSmall ? 10 : 11, formatter: value => format(value), hideOverlap: true },
        ...rest,
    };
}

/** A line: { name, x, y, colour, ... }. On a logarithmic axis what is not positive is a gap. */
function line({ name, x, y, colour, width = 2, opacity = 1, dash = 'solid', isLog = false, ...rest }) {
    return {
        type: 'line',
        name,
        data: x.map((at, i) => [at, isLog && !(y[i] > 0) ? null : y[i]]),
        showSymbol: x.length === 1,
        symbolSize: 6,
        sampling: false,
        lineStyle: { width, opacity, type: dash, color: colour },
        itemStyle: { color: colour },
        emphasis: { disabled: true },
        animation: false,
        ...rest,
    };
}

/** A chart of lines over steps. */
function lineChart({ series, isLog = false, isSmall = false, yAxis = {}, hasLegend = true, legend }) {
    return {
        words: onePerName(series, 'name').slice(0, mostListed).map(lineText).join('; '),
        grid: { left: 8, right: isSmall ? 10 : 18, top: hasLegend ? 42 : 14, bottom: isSmall ? 4 : 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        legend: { show: hasLegend, type: 'scroll', left: 0, top: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 4, textStyle: { color: theme.colour('muted') }, inactiveColor: theme.colour('line'), pageTextStyle: { color: theme.colour('faint') }, data: legend },
        tooltip: tooltip({ trigger: 'axis', formatter: stepTip, axisPointer: { type: 'line', lineStyle: { color: theme.colour('faint') } } }),
        xAxis: axis({ format: steps, isSmall, name: isSmall ? '' : 'step', splitLine: { show: false }, min: 'dataMin', max: 'dataMax' }),
        yAxis: axis({ isLog, isSmall, ...yAxis }),
        series,
    };
}

const mostListed = 12;

/** A line is drawn in several parts, such as smoothed and not: the first of each name speaks for it. */
const onePerName = (items, name) => [...new Map(items.toReversed().map(item => [item[name], item])).values()].toReversed();

/** What a line shows, in words. */
function lineText({ name, data }) {
    const known = data.filter(([, value]) => value !== null);
    if (known.length === 0) return `${name}: no values`;
    const values = known.map(([, value]) => value);
    const at = ([step, value]) => `${number(value)} at step ${number(step)}`;
    return `${name}: ${at(known[0])}, ${at(known.at(-1))}, between ${number(Math.min(...values))} and ${number(Math.max(...values))}`;
}

/** What the lines say at one step; of very many the first. */
function stepTip(items) {
    const known = onePerName(items.filter(({ value }) => value[1] !== null), 'seriesName');
    return element('div', { class: 'tip' }, element('strong', {}, `step ${number(items[0].axisValue)}`),
        known.slice(0, mostListed).map(({ seriesName, color, value }) => element('div', {}, element('span', {}, dot(color), seriesName), element('b', {}, number(value[1])))),
        known.length > mostListed ? element('div', {}, `and ${known.length - mostListed} more`) : null);
}

/** A tooltip in the page's colours. */
const tooltip = options => ({
    confine: true,
    backgroundColor: theme.colour('card'),
    borderColor: theme.colour('line'),
    textStyle: { color: theme.colour('ink'), fontSize: 12 },
    ...options,
});

/** The phases of a run behind a chart, every one but the last with a tint: [{ name, first, last }]. */
const bands = phases => ({
    silent: true,
    label: { color: theme.colour('faint'), fontSize: 11, position: 'insideTopLeft', distance: 5 },
    data: phases.map(({ name, first, last }, at) => [
        { name, xAxis: first, itemStyle: { color: at < phases.length - 1 ? theme.colour('accent') : 'transparent', opacity: theme.isDark ? 0.12 : 0.07 } }, { xAxis: last },
    ]),
});

/** Thin upright lines: [{ name, at }]. */
const marks = places => ({
    silent: true,
    symbol: 'none',
    lineStyle: { color: theme.colour('faint'), type: 'dashed', width: 1 },
    label: { color: theme.colour('faint'), fontSize: 11, formatter: '{b}', position: 'end', rotate: 0, distance: 3 },
    data: places.map(place => ({ name: place.name, xAxis: place.at })),
});

/** An exponential moving average over so many points; gaps stay gaps. */
function smooth(values, points) {
    if (points <= 1) return values;
    const share = 2 / (points + 1);
    let mean = null;
    return values.map(value => {
        if (value === null) return null;
        mean = mean === null ? value : mean + (share * (value - mean));
        return mean;
    });
}
