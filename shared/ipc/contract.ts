import type { RunId } from '../base/ids.ts';
import type { Finding } from '../compile/findings.ts';
import type { RunSettings } from '../graph/document.ts';
import type { Executable } from '../ir/executable.ts';
import type { Outcome } from '../ir/outcome.ts';

/**
 * Every call and event between the window and the shell, once. The window holds opaque ids; paths stay in main.
 * `schema.ts` checks what arrives; a call without a handler or a schema is a type error.
 */
export interface Requests {
  'app.info': { params: null; result: AppInfo };
  'settings.get': { params: null; result: AppSettings };
  'settings.set': { params: { settings: Partial<AppSettings> }; result: AppSettings };

  'document.new': { params: null; result: null };
  /** Shows the open dialog (web: the page sends a text it read instead, with `document.import`). */
  'document.open': { params: null; result: Opened | null };
  'document.openRecent': { params: { id: string }; result: Opened | null };
  /** A file dropped on the window or chosen in the browser. */
  'document.import': { params: { name: string; text: string }; result: Opened };
  /** `id` null: never saved, asks where. Returns null when the person cancelled. */
  'document.save': { params: { id: string | null; text: string; name: string }; result: Saved | null };
  'document.saveAs': { params: { id: string | null; text: string; name: string }; result: Saved | null };
  'document.recent': { params: null; result: readonly RecentFile[] };
  /** What the shell asks about before closing the window. */
  'document.dirty': { params: { dirty: boolean; name: string }; result: null };
  /** Confirms that a document opened from elsewhere may run. */
  'document.trust': { params: { id: string }; result: null };
  /** Keeps an unsaved text safe against a crash. */
  'document.autosave': { params: { id: string | null; name: string; text: string }; result: null };
  'document.recover': { params: null; result: readonly Recovered[] };
  'document.discard': { params: { id: string }; result: null };

  'templates.list': { params: null; result: readonly TemplateInfo[] };
  'templates.open': { params: { slug: string }; result: Opened };

  'input.pick': { params: { name: string }; result: PickedInput | null };
  /** The text of a file the page itself read for the program's input `name`: dropped, or chosen in the browser. */
  'input.import': { params: { name: string; file: string; text: string }; result: PickedInput };

  'run.start': { params: RunRequest; result: RunStarted };
  'run.stop': { params: { run: RunId }; result: null };
  'run.pause': { params: { run: RunId }; result: null };
  'run.resume': { params: { run: RunId }; result: null };
  'run.step': { params: { run: RunId; steps: number }; result: null };
  'run.pace': { params: { run: RunId; pace: number }; result: null };
  'run.signal': { params: { run: RunId; object: number }; result: null };

  'export.preview': { params: { text: string; singleFile: boolean }; result: ExportPreview };
  /** Asks where; null when cancelled. */
  'export.write': {
    params: { text: string; singleFile: boolean; name: string };
    result: { place: string; files: number } | null;
  };
}

export interface Events {
  'run.ended': {
    run: RunId;
    outcome: Outcome;
    schedule: string | null;
    counts: Readonly<Record<string, number>>;
  };
  'run.printed': { run: RunId; text: string };
  'run.paused': { run: RunId; step: number };
  'run.progress': { run: RunId; steps: number; goroutines: number; time: number };
  /** A menu item or a shortcut the shell owns: an id of the command registry. */
  'menu.command': { id: string };
  /** The system asked the app to open a file. */
  'document.opened': Opened;
  /** The window is about to close: answer with `document.dirty` and save if asked to. */
  'window.closing': { save: boolean };
}

export interface AppInfo {
  readonly version: string;
  readonly shell: 'electron' | 'web';
  readonly platform: 'darwin' | 'win32' | 'linux' | 'other';
  readonly cores: number;
  readonly locale: 'en' | 'zh-CN';
}

export interface AppSettings {
  readonly theme: 'system' | 'dark' | 'light';
  readonly contrast: 'system' | 'more';
  readonly locale: 'system' | 'en' | 'zh-CN';
  readonly reducedMotion: boolean;
  /** Panels: sizes and which are hidden. Opaque to the shell. */
  readonly layout: string;
}

export interface Opened {
  /** Opaque; names the document in later calls. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Must be confirmed before the first run. */
  readonly restricted: boolean;
}

export interface Saved {
  readonly id: string;
  readonly name: string;
}

export interface RecentFile {
  readonly id: string;
  readonly name: string;
  /** The folder, for people: shortened, never used to open. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Recovered {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** The shelves of the gallery, in their order. */
export const TEMPLATE_SHELVES = ['first', 'pipelines', 'select', 'locks', 'classics'] as const;
export type TemplateShelf = (typeof TEMPLATE_SHELVES)[number];

export interface TemplateInfo {
  readonly slug: string;
  /** By locale. */
  readonly title: Readonly<Record<'en' | 'zh-CN', string>>;
  readonly line: Readonly<Record<'en' | 'zh-CN', string>>;
  /** Goes wrong on purpose. */
  readonly broken: boolean;
  /** How it goes wrong; null for one that does not, or that does not say. */
  readonly breaks: 'deadlock' | 'race' | 'leak' | null;
  /** Which shelf of the gallery it stands on. */
  readonly shelf: TemplateShelf;
  /** The document's text: the gallery draws its preview from it. */
  readonly text: string;
}

export interface PickedInput {
  /** Opaque; pass it in `RunRequest.inputs`. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

export interface RunRequest {
  /** The document's text, as it would be saved: main compiles what it was shown. */
  readonly text: string;
  readonly document: string | null;
  readonly settings: RunSettings;
  readonly schedule: string | null;
  readonly pace: number;
  readonly paused: boolean;
  /** Input name to an id from `input.pick`. */
  readonly inputs: Readonly<Record<string, string>>;
}

export type RunStarted =
  | { readonly started: true; readonly run: RunId; readonly workers: number; readonly tables: RunTables }
  /** `restricted`: confirm with `document.trust` first. */
  | { readonly started: false; readonly restricted: boolean; readonly findings: readonly Finding[] };

/** What a reader of the trace needs to give numbers their names. */
export type RunTables = Pick<Executable, 'name' | 'objects' | 'goroutines' | 'sites'>;

export interface ExportPreview {
  readonly files: readonly {
    readonly path: string;
    readonly text: string;
    readonly nodes: readonly LineSpan[];
  }[];
  readonly findings: readonly Finding[];
}

/** Lines of a file (1-based, inclusive) that came from a block. */
export interface LineSpan {
  readonly node: string;
  readonly from: number;
  readonly to: number;
}

export type RequestName = keyof Requests;
export type EventName = keyof Events;
export type Params<K extends RequestName> = Requests[K]['params'];
export type Result<K extends RequestName> = Requests[K]['result'];

/** What the window sees of its shell, whatever the transport. */
export interface Shell {
  invoke<K extends RequestName>(name: K, params: Params<K>): Promise<Result<K>>;
  on<K extends EventName>(name: K, listener: (event: Events[K]) => void): () => void;
  /** Trace batches of one run; each is credited back when the listener returns. */
  trace(run: RunId, listener: (batch: ArrayBuffer) => void): () => void;
}
