import { runId, type RunId } from '../../shared/base/ids.ts';
import type {
  AppInfo,
  AppSettings,
  EventName,
  Events,
  ExportPreview,
  Opened,
  Params,
  Recovered,
  RequestName,
  Result,
  RunTables,
  Shell,
  TemplateInfo,
} from '../../shared/ipc/contract.ts';
import { checkParams } from '../../shared/ipc/schema.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';

/** A run that was recorded: what a shell without a runtime has to show. */
export interface Recorded {
  readonly tables: RunTables;
  readonly workers: number;
  readonly batches: readonly ArrayBuffer[];
  readonly outcome: Outcome;
  readonly schedule: string | null;
  readonly printed: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface FakeOptions {
  readonly info?: Partial<AppInfo>;
  readonly settings?: Partial<AppSettings>;
  readonly templates?: readonly TemplateInfo[];
  readonly drafts?: readonly Recovered[];
  readonly preview?: ExportPreview;
  /** What a run of a text shows; null: the run is refused as if it had an error. */
  readonly record?: (text: string) => Recorded | null;
  /** Waits between batches; a test does not wait. */
  readonly between?: () => Promise<void>;
}

/**
 * A shell in memory, for tests and for looking at the window without main. It compiles and runs nothing: a run replays
 * a recorded trace. Every call is checked as the real shell's door checks it.
 */
export class FakeShell implements Shell {
  /** Every call so far, for tests to look at. */
  readonly calls: { readonly name: RequestName; readonly params: unknown }[] = [];
  /** Saved texts by id. */
  readonly files = new Map<string, Opened>();
  readonly drafts = new Map<string, Recovered>();
  #settings: AppSettings;
  readonly #options: FakeOptions;
  readonly #listeners = new Map<EventName, Set<(event: never) => void>>();
  readonly #traces = new Map<RunId, (batch: ArrayBuffer) => void>();
  readonly #stopped = new Set<RunId>();
  #next = 1;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.#settings = {
      theme: 'system',
      contrast: 'system',
      locale: 'system',
      reducedMotion: false,
      layout: '',
      ...options.settings,
    };
    for (const draft of options.drafts ?? []) this.drafts.set(draft.id, draft);
  }

  invoke<K extends RequestName>(name: K, params: Params<K>): Promise<Result<K>> {
    this.calls.push({ name, params });
    const checked = checkParams(name, params);
    if (!checked.ok) return Promise.reject(new Error(checked.error));
    return Promise.resolve().then(() => this.#answers[name](checked.value));
  }

  on<K extends EventName>(name: K, listener: (event: Events[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener as (event: never) => void);
    return () => listeners.delete(listener as (event: never) => void);
  }

  trace(run: RunId, listener: (batch: ArrayBuffer) => void): () => void {
    this.#traces.set(run, listener);
    return () => this.#traces.delete(run);
  }

  /** Says what a shell would say by itself. */
  emit<K extends EventName>(name: K, event: Events[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (event: Events[K]) => void)(event);
  }

  readonly #answers: { readonly [K in RequestName]: (params: Params<K>) => Result<K> | Promise<Result<K>> } =
    {
      'app.info': () => ({
        version: '0.0.0',
        shell: 'web',
        platform: 'linux',
        cores: 4,
        locale: 'en',
        ...this.#options.info,
      }),
      'settings.get': () => this.#settings,
      'settings.set': ({ settings }) => (this.#settings = { ...this.#settings, ...settings }),

      'document.new': () => null,
      'document.open': () => null,
      'document.openRecent': ({ id }) => this.#known(id),
      'document.import': ({ name, text }) => this.#open(name.replace(/\.weft$/i, ''), text, true),
      'document.save': ({ id, text, name }) => this.#save(id, text, name),
      'document.saveAs': ({ text, name }) => this.#save(null, text, name),
      'document.recent': () =>
        [...this.files.values()].map(({ id, name }) => ({ id, name, folder: '~', at: 0 })),
      'document.dirty': () => null,
      'document.trust': ({ id }) => {
        this.files.set(id, { ...this.#known(id), restricted: false });
        return null;
      },
      'document.autosave': ({ id, name, text }) => {
        const key = id ?? 'untitled';
        this.drafts.set(key, { id: key, name, text, at: 0 });
        return null;
      },
      'document.recover': () => [...this.drafts.values()],
      'document.discard': ({ id }) => {
        this.drafts.delete(id);
        return null;
      },

      'templates.list': () => this.#options.templates ?? [],
      'templates.open': ({ slug }) => {
        const template = this.#options.templates?.find((each) => each.slug === slug);
        if (template === undefined) throw new Error(`There is no template ${slug}.`);
        return this.#open(template.title.en, template.text, false);
      },

      'input.pick': () => null,
      'input.import': ({ file, text }) => ({ id: `input-${this.#next++}`, name: file, bytes: text.length }),

      'run.start': ({ text, document }) => {
        if (document !== null && this.files.get(document)?.restricted === true)
          return { started: false, restricted: true, findings: [] };
        const recorded = this.#options.record?.(text) ?? null;
        if (recorded === null) {
          const finding = { code: 'no-goroutine', severity: 'error', place: {}, values: {} } as const;
          return { started: false, restricted: false, findings: [finding] };
        }
        const run = runId(`run-${this.#next++}`);
        setTimeout(() => void this.#replay(run, recorded), 0);
        return { started: true, run, workers: recorded.workers, tables: recorded.tables };
      },
      'run.stop': ({ run }) => {
        this.#stopped.add(run);
        return null;
      },
      'run.pause': () => null,
      'run.resume': () => null,
      'run.step': () => null,
      'run.pace': () => null,
      'run.signal': () => null,

      'export.preview': () => this.#options.preview ?? { files: [], findings: [] },
      'export.write': ({ name }) => ({ place: name, files: this.#options.preview?.files.length ?? 0 }),
    };

  #known(id: string): Opened {
    const file = this.files.get(id);
    if (file === undefined) throw new Error(`There is no document ${id}.`);
    return file;
  }

  #open(name: string, text: string, restricted: boolean): Opened {
    const opened: Opened = { id: `file-${this.#next++}`, name, text, restricted };
    this.files.set(opened.id, opened);
    return opened;
  }

  #save(id: string | null, text: string, name: string): { readonly id: string; readonly name: string } {
    const saved = this.#open(name, text, id !== null && this.files.get(id)?.restricted === true);
    return { id: saved.id, name: saved.name };
  }

  async #replay(run: RunId, recorded: Recorded): Promise<void> {
    for (const batch of recorded.batches) {
      if (this.#stopped.has(run)) break;
      // The listener may hand the buffer on to a worker, and the recording is replayed again.
      this.#traces.get(run)?.(batch.slice(0));
      await this.#options.between?.();
    }
    this.emit('run.printed', { run, text: recorded.printed });
    this.emit('run.ended', {
      run,
      outcome: this.#stopped.has(run) ? { end: 'stopped' } : recorded.outcome,
      schedule: recorded.schedule,
      counts: recorded.counts,
    });
  }
}
