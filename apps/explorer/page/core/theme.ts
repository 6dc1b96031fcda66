import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark';

const KEY = 'yumanet-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Theme | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : undefined;
  } catch {
    // A browser that keeps nothing.
    return undefined;
  }
}

let theme: Theme = chosen() ?? (system.matches ? 'dark' : 'light');

function apply(next: Theme): void {
  theme = next;
  document.documentElement.dataset['theme'] = next;
  for (const listener of listeners) listener();
}

apply(theme);
system.addEventListener('change', () => {
  if (chosen() === undefined) apply(system.matches ? 'dark' : 'light');
});

export function toggleTheme(): void {
  const next = theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It holds until the page is left.
  }
  apply(next);
}

export function useTheme(): Theme {
  const [now, setNow] = useState(theme);
  useEffect(() => {
    const change = () => setNow(theme);
    listeners.add(change);
    return () => void listeners.delete(change);
  }, []);
  return now;
}

/** A colour of the style sheet as a canvas takes it. */
export function colour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
