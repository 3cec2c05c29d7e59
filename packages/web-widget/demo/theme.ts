const KEY = 'live-assist-demo-theme';

/** Follows the choice of theme. `System` leaves it to the browser's own setting. */
export function followTheme(fieldset: HTMLElement): void {
  const apply = (theme: string) => {
    document.documentElement.dataset.theme = theme;
  };
  const kept = localStorage.getItem(KEY);
  for (const input of fieldset.querySelectorAll('input')) {
    if (input.value === kept) input.checked = true;
    input.addEventListener('change', () => {
      localStorage.setItem(KEY, input.value);
      apply(input.value);
    });
  }
  if (kept !== null) apply(kept);
}
