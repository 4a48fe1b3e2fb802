/** The panels around the canvas: which are shown, how large, and which tab is in front. */
export interface Layout {
  readonly blocks: boolean;
  readonly inspector: boolean;
  readonly bottom: boolean;
  /** Sizes in per cent of the group a panel lies in, by the group's name and the panel's. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly mainTab: MainTab;
  readonly sideTab: SideTab;
  readonly minimap: boolean;
}

export const MAIN_TABS = ['timeline', 'problems'] as const;
export type MainTab = (typeof MAIN_TABS)[number];

export const SIDE_TABS = ['charts', 'log', 'output', 'schedule'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

export const DEFAULT_LAYOUT: Layout = {
  blocks: true,
  inspector: true,
  bottom: true,
  sizes: {},
  mainTab: 'timeline',
  sideTab: 'charts',
  minimap: true,
};

export const writeLayout = (layout: Layout): string => JSON.stringify(layout);

/** The layout in a text that was kept; whatever does not fit falls back to the default. */
export function readLayout(text: string): Layout {
  const kept = parse(text);
  const flag = (name: 'blocks' | 'inspector' | 'bottom' | 'minimap'): boolean => {
    const value = kept[name];
    return typeof value === 'boolean' ? value : DEFAULT_LAYOUT[name];
  };
  return {
    blocks: flag('blocks'),
    inspector: flag('inspector'),
    bottom: flag('bottom'),
    minimap: flag('minimap'),
    sizes: readSizes(kept['sizes']),
    mainTab: MAIN_TABS.find((tab) => tab === kept['mainTab']) ?? DEFAULT_LAYOUT.mainTab,
    sideTab: SIDE_TABS.find((tab) => tab === kept['sideTab']) ?? DEFAULT_LAYOUT.sideTab,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // Nothing was kept yet, or by another version: the defaults are a fine answer.
    return {};
  }
}

function readSizes(value: unknown): Layout['sizes'] {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([group, panels]) => [
      group,
      Object.fromEntries(
        Object.entries(isRecord(panels) ? panels : {}).filter(
          (entry): entry is [string, number] =>
            typeof entry[1] === 'number' && entry[1] >= 0 && entry[1] <= 100,
        ),
      ),
    ]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
