import { STATES, type StateName } from '../trace/states.ts';

/** The colours a canvas needs, read from the tokens of the page; `#rrggbb` or `rgb(…)`, as the page says them. */
export interface Theme {
  readonly states: Readonly<Record<StateName, string>>;
  /** Twins of the state colours that are legible as words. */
  readonly words: Readonly<Record<StateName, string>>;
  readonly well: string;
  readonly panel: string;
  readonly press: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly inkInverse: string;
  readonly select: string;
  readonly fontUi: string;
  readonly fontMono: string;
  /** CSS pixels of the smallest text. */
  readonly micro: number;
  readonly strong: number;
  readonly weight: number;
  /** Marks get hard edges and hatches more contrast. */
  readonly contrast: boolean;
}

/** Reads the tokens in force at an element. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const root = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const colours = (prefix: string): Record<StateName, string> =>
    Object.fromEntries(
      STATES.map((state) => [state, token(`--${prefix}-${state}`) || token('--ink-3')]),
    ) as Record<StateName, string>;
  return {
    states: colours('st'),
    words: colours('tx'),
    well: token('--surface-well'),
    panel: token('--surface-panel'),
    press: token('--surface-press'),
    line: token('--line'),
    lineSoft: token('--line-soft'),
    lineStrong: token('--line-strong'),
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    inkInverse: token('--ink-inverse'),
    select: token('--select-fill'),
    fontUi: token('--font-ui') || 'sans-serif',
    fontMono: token('--font-mono') || 'monospace',
    micro: 0.6875 * Number.parseFloat(root.fontSize || '16'),
    strong: Number(token('--weight-strong')) || 560,
    weight: Number(token('--weight-text')) || 420,
    contrast: document.documentElement.dataset['contrast'] === 'more',
  };
}

/** Calls back when the tokens may have changed: theme, contrast, language, forced colours, the root's size. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-contrast', 'data-projector', 'lang', 'style', 'class'],
  });
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map(
    (query) => matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
