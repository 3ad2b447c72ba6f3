// Light, dark, or as the system has it.

const KEY = 'odagrun-lab.theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };

export function connectTheme(button) {
  const apply = theme => {
    document.documentElement.dataset.theme = theme;
    button.setAttribute('aria-label', `Theme: ${theme}`);
    button.title = `Theme: ${theme}`;
    localStorage.setItem(KEY, theme);
  };
  apply(localStorage.getItem(KEY) in NEXT ? localStorage.getItem(KEY) : 'auto');
  button.addEventListener('click', () => apply(NEXT[document.documentElement.dataset.theme]));
}
