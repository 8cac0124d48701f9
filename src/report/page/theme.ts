const KEY = 'srlm-theme';
type Theme = 'light' | 'dark';

/** Before anything is drawn: what a person chose last time, else what the system asks for. */
export function applyStoredTheme(): void {
  const stored = withStorage((storage) => storage.getItem(KEY));
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset['theme'] = stored;
}

/** Makes the button that changes between light and dark. */
export function startThemeButton(button: HTMLElement): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const current = (): Theme => {
    const chosen = document.documentElement.dataset['theme'];
    return chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light';
  };
  const label = () => {
    button.textContent = current() === 'dark' ? 'Light' : 'Dark';
  };
  button.hidden = false;
  label();
  system.addEventListener('change', label);
  button.addEventListener('click', () => {
    const next: Theme = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    withStorage((storage) => storage.setItem(KEY, next));
    label();
  });
}

/** A page in a sandbox has no storage; the choice then lasts as long as the page. */
function withStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(localStorage);
  } catch {
    return undefined;
  }
}
