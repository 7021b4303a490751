// Light and dark: as the system says, until the reader chooses.

const theme = {
    listeners: [],
    probe: element('span', { hidden: '' }),

    get isDark() {
        const chosen = document.documentElement.dataset.theme;
        return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    },

    set(name) {
        document.documentElement.dataset.theme = name;
        document.documentElement.style.colorScheme = name;
        for (const listener of theme.listeners) listener();
    },

    /** A colour of the style sheet as charts need it: resolved for the theme in force. */
    colour(name) {
        theme.probe.style.color = name.startsWith('var(') ? name : `var(--${name})`;
        return getComputedStyle(theme.probe).color;
    },

    button() {
        const button = element('button', { type: 'button', id: 'theme', 'aria-label': 'Switch between light and dark', onclick: () => theme.set(theme.isDark ? 'light' : 'dark') });
        const label = () => { button.textContent = theme.isDark ? 'Light' : 'Dark'; };
        theme.listeners.push(label);
        label();
        return button;
    },
};

document.body.append(theme.probe);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => theme.listeners.forEach(listener => listener()));
