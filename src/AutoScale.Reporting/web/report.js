// The whole page: reads the data that stands in it, and draws.

const data = JSON.parse(document.getElementById('data').textContent);
const pages = { run: runPage, comparison: comparisonPage, analysis: analysisPage };

function footer() {
    return element('footer', {},
        element('p', {}, `Written by ${data.generator}. This page is complete in itself and asks for nothing from the network.`),
        element('details', {}, element('summary', {}, 'Notices of the charting library'), data.notices.map(notice => element('pre', {}, notice))));
}

function build() {
    const { header, sections } = pages[data.kind](data);
    const shown = sections.filter(part => part);
    const links = shown.map(part => element('a', { href: `#${part.id}` }, part.dataset.title));
    document.getElementById('report').append(
        element('div', { class: 'bar' }, element('div', {}, element('nav', { 'aria-label': 'Sections' }, links), theme.button())),
        element('main', {}, element('header', { class: 'top' }, header), shown),
        footer());
    for (const place of charts) {
        place.fit();
        sizes.observe(place);
    }
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView(); // The browser looked for it before it was there.
}

/** Paper is white and narrow: charts are drawn for it, and afterwards as they were. */
function printing() {
    const widest = 640;
    let wasDark = false;
    const resize = width => charts.filter(place => place.drawn && place.clientWidth > 0).forEach(place => {
        place.drawn.resize({ width: width(place) });
        place.drawn.getZr().flush(); // Paper does not wait for the next frame.
    });
    addEventListener('beforeprint', () => {
        wasDark = theme.isDark;
        if (wasDark) theme.set('light');
        resize(place => Math.min(place.clientWidth, widest));
    });
    addEventListener('afterprint', () => {
        if (wasDark) theme.set('dark');
        resize(() => 'auto');
    });
}

build();
printing();
document.documentElement.dataset.ready = 'true';
