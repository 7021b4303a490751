// The page's elements. Text only ever enters the document through text nodes and attributes, never as HTML.

/** Makes an element: element('p', { class: 'note' }, 'text', otherElement). Children that are null are left out. */
function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name === 'style') {
            for (const [property, text] of Object.entries(value)) made.style.setProperty(property, text);
        } else if (name.startsWith('on')) {
            made.addEventListener(name.slice(2), value);
        } else if (value !== null) {
            made.setAttribute(name, value);
        }
    }
    made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return made;
}

/** A section with a heading, a sentence that says how to read it, and what it shows; null when there is nothing to show. */
function section(id, title, lead, ...children) {
    const shown = children.flat().filter(child => child);
    return shown.length === 0 ? null : element('section', { id, 'aria-labelledby': `${id}-title`, 'data-title': title },
        element('h2', { id: `${id}-title` }, title), lead ? element('p', { class: 'lead' }, lead) : null, ...shown);
}

/** Names and values side by side. */
const facts = (pairs, style) => element('dl', { class: style }, pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));

/** One of several choices: choice('axis', [['linear', 'linear'], ['log', 'log']], 'linear', value => ...). */
function choice(label, options, chosen, onChoose) {
    const buttons = options.map(([value, text]) => element('button', {
        type: 'button', 'data-value': value, 'aria-pressed': String(value === chosen),
        onclick: () => {
            for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.value === value));
            onChoose(value);
        },
    }, text));
    return element('div', { class: 'choice', role: 'group', 'aria-label': label, 'data-choice': label }, label, element('div', {}, buttons));
}

/** Bars of a few numbers: [{ name, value, text, colour }]. */
function bars(rows) {
    const most = Math.max(...rows.map(row => Math.abs(row.value)), Number.MIN_VALUE);
    return element('div', { class: 'bars' }, rows.flatMap(row => [
        element('span', {}, row.name),
        element('div', { class: 'track' }, element('i', { style: { width: `${100 * Math.abs(row.value) / most}%`, background: row.colour ?? 'var(--accent)' } })),
        element('span', { class: 'value' }, row.text),
    ]));
}

/** A table: columns [{ title, isNumber }], rows of cells, each a text, an element or { content, class }. */
function table(columns, rows) {
    const style = (column, extra) => [column.isNumber ? 'number' : '', extra ?? ''].join(' ').trim() || null;
    return element('div', { class: 'scroll', tabindex: '0' }, element('table', {},
        element('thead', {}, element('tr', {}, columns.map(column => element('th', { class: style(column), scope: 'col' }, column.title)))),
        element('tbody', {}, rows.map(cells => element('tr', {}, cells.map((cell, at) => {
            const isPlain = cell === null || typeof cell !== 'object' || cell instanceof Node || Array.isArray(cell);
            return element('td', { class: style(columns[at], isPlain ? null : cell.class) }, isPlain ? cell ?? '–' : cell.content ?? '–');
        }))))));
}

/** A number for people: four significant digits, powers of ten only where they are needed, a dash for none. */
function number(value, digits = 4) {
    if (value === null || value === undefined || !Number.isFinite(value)) return '–';
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e6 || size < 1e-3)) return value.toExponential(Math.max(digits - 2, 0)).replace(/\.?0*e\+?/, 'e');
    return Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A number with as many decimals as all others of its column. */
function fixed(value, decimals) {
    if (value === null || value === undefined || !Number.isFinite(value)) return '–';
    return Math.abs(value) >= 1e6 ? number(value) : (Number(value.toFixed(decimals)) || 0).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** How many decimals give the largest of some numbers so many digits. */
function decimalsOf(values, digits = 4) {
    const most = Math.max(...values.filter(value => Number.isFinite(value)).map(Math.abs), Number.MIN_VALUE);
    return Math.min(Math.max(digits - 1 - Math.floor(Math.log10(most)), 0), 8);
}

/** A few numbers that say the most, large: [{ text, note }]. */
const figures = (entries, style = '') => element('div', { class: `figures ${style}` }, entries.map(({ text, note }) => element('div', {}, element('div', { class: 'number' }, text), element('p', { class: 'card-note' }, note))));

/** A duration for people. */
function duration(seconds) {
    if (seconds === null || seconds === undefined) return '–';
    if (seconds < 1e-3) return `${number(seconds * 1e6, 3)} µs`;
    if (seconds < 1) return `${number(seconds * 1e3, 3)} ms`;
    if (seconds < 90) return `${number(seconds, 3)} s`;
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const direction = higherIsBetter => higherIsBetter ? '↑' : '↓';
const withUnit = (name, unit) => unit ? `${name}, ${unit}` : name;
const taskSeries = at => `series-${(at % 8) + 1}`;
const taskColour = at => `var(--${taskSeries(at)})`;
const dot = colour => element('span', { class: 'dot', style: { background: colour } });
