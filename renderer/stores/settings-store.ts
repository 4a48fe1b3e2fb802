import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AppInfo, AppSettings } from '../../shared/ipc/contract.ts';
import type { Locale } from '../../shared/text/format.ts';
import { DEFAULT_LAYOUT, readLayout, writeLayout, type Layout } from './layout.ts';

/** How a person likes the window. The shell keeps it between starts. */
export interface SettingsState {
  readonly chosen: AppSettings;
  readonly info: AppInfo;
  readonly layout: Layout;
  /** What the system asks for, where the person leaves it to the system. */
  readonly system: SystemWishes;
  readonly projector: boolean;

  // what follows from the above
  readonly locale: Locale;
  readonly theme: 'dark' | 'light';
  readonly contrast: 'normal' | 'more';
  readonly reducedMotion: boolean;
}

export interface SystemWishes {
  readonly theme: 'dark' | 'light';
  readonly contrast: 'normal' | 'more';
  readonly reducedMotion: boolean;
}

export const DEFAULT_APP_SETTINGS: AppSettings = {
  theme: 'system',
  contrast: 'system',
  locale: 'system',
  reducedMotion: false,
  layout: '',
};

type Basis = Pick<SettingsState, 'chosen' | 'info' | 'layout' | 'system' | 'projector'>;

const settled = (basis: Basis): SettingsState => ({
  ...basis,
  locale: basis.chosen.locale === 'system' ? basis.info.locale : basis.chosen.locale,
  theme: basis.chosen.theme === 'system' ? basis.system.theme : basis.chosen.theme,
  contrast: basis.chosen.contrast === 'system' ? basis.system.contrast : basis.chosen.contrast,
  reducedMotion: basis.chosen.reducedMotion || basis.system.reducedMotion,
});

const store = createStore<SettingsState>(() =>
  settled({
    chosen: DEFAULT_APP_SETTINGS,
    info: { version: '', shell: 'web', platform: 'other', cores: 1, locale: 'en' },
    layout: DEFAULT_LAYOUT,
    system: { theme: 'dark', contrast: 'normal', reducedMotion: false },
    projector: false,
  }),
);

const change = (part: Partial<Basis>): void => store.setState((state) => settled({ ...state, ...part }));

/** Told what to keep; set by the app. */
let keep: (settings: Partial<AppSettings>) => void = () => undefined;

export const settings = {
  get: store.getState,
  subscribe: store.subscribe,

  /** What the shell has kept. */
  load(chosen: AppSettings, info: AppInfo, save: (settings: Partial<AppSettings>) => void): void {
    keep = save;
    change({ chosen, info, layout: readLayout(chosen.layout) });
  },

  systemWishes(system: SystemWishes): void {
    change({ system });
  },

  /** A person chose. */
  choose(part: Partial<Omit<AppSettings, 'layout'>>): void {
    change({ chosen: { ...store.getState().chosen, ...part } });
    keep(part);
  },

  arrange(part: Partial<Layout>): void {
    const layout = { ...store.getState().layout, ...part };
    const text = writeLayout(layout);
    if (text === writeLayout(store.getState().layout)) return;
    change({ layout, chosen: { ...store.getState().chosen, layout: text } });
    keep({ layout: text });
  },

  project(projector: boolean): void {
    change({ projector });
  },
};

export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(store, select);

/** The panels: which are there, and how large. */
export const useLayout = (): Layout => useSettings((state) => state.layout);
