import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RunId } from '../../shared/base/ids.ts';
import type {
  AppInfo,
  AppSettings,
  Params,
  PickedInput,
  RequestName,
  Result,
  RunRequest,
  RunStarted,
} from '../../shared/ipc/contract.ts';
import type { RunSettings } from '../../shared/graph/document.ts';
import { message } from '../../shared/text/format.ts';
import { executableOf } from './compiled.ts';
import { DocumentProblem, Documents, draftId, fileName } from './documents.ts';
import { ExportRefused, exportText, writeExport } from './exports.ts';
import type { App, Locale, Peer, Platform } from './platform.ts';
import { Runs } from './runs.ts';
import { Settings } from './settings.ts';
import { inLanguage, templates } from './templates.ts';

/** A text file a program reads may be this large, bytes. */
const MAX_INPUT = 256 * 1024 * 1024;

/** What the app knows of one connected window. */
interface WindowState {
  dirty: boolean;
  name: string;
  readonly runs: Set<RunId>;
  /** Opaque id to what a person chose for an input: a file, or a text the page read. */
  readonly inputs: Map<string, { readonly file: string } | { readonly text: string }>;
  /** Answers the `window.closing` question when the window has saved, or failed to. */
  closing: ((saved: boolean) => void) | null;
}

type Handlers = {
  readonly [K in RequestName]: (
    peer: Peer,
    window: WindowState,
    params: Params<K>,
  ) => Promise<Result<K>> | Result<K>;
};

/** The services behind every shell: documents, runs, exports, templates and settings. */
export function createApp(platform: Platform): App {
  const documents = new Documents(platform.userData);
  const settings = new Settings(platform.userData);
  const runs = new Runs((options) => platform.spawnHost(options));
  const windows = new Map<Peer, WindowState>();
  /** Documents the system asked for before a window was there to show them. */
  const waiting: string[] = [];

  void settings.get().then((saved) => platform.settingsChanged(saved));

  const windowOf = (peer: Peer): WindowState => {
    const known = windows.get(peer);
    if (known) return known;
    const fresh: WindowState = { dirty: false, name: '', runs: new Set(), inputs: new Map(), closing: null };
    windows.set(peer, fresh);
    return fresh;
  };

  const locale = async (): Promise<Locale> => {
    const chosen = (await settings.get()).locale;
    return chosen === 'system' ? platform.systemLocale() : chosen;
  };

  /** A sentence for a person in place of an error's own words. */
  const explained = async (cause: unknown): Promise<Error> => {
    const language = await locale();
    if (cause instanceof DocumentProblem)
      return new Error(
        message(language, `app.document-${cause.code}`, { file: cause.file, reason: reasonOf(cause.cause) }),
      );
    if (cause instanceof InputTooLarge)
      return new Error(message(language, 'app.input-too-large', { file: cause.message }));
    if (cause instanceof ExportRefused)
      return new Error(message(language, `app.export-${cause.reason}`, { place: cause.message }));
    return cause instanceof Error ? cause : new Error(String(cause));
  };

  const startRun = async (peer: Peer, window: WindowState, request: RunRequest): Promise<RunStarted> => {
    if (!documents.mayRun(request.document)) return { started: false, restricted: true, findings: [] };
    const { executable, findings } = executableOf(request.text);
    if (!executable) return { started: false, restricted: false, findings };
    const inputs = await readInputs(window, request.inputs);
    const options = {
      ...runOptions(request.settings),
      schedule: request.schedule,
      pace: request.pace,
      paused: request.paused,
      inputs,
    };
    let trace: ReturnType<Peer['openTrace']> | undefined;
    const run = runs.start(
      executable,
      options,
      {
        started: () => {},
        printed: (text) => peer.emit('run.printed', { run, text }),
        trace: (batch) => trace?.send(batch),
        paused: (step) => peer.emit('run.paused', { run, step }),
        progress: (steps, goroutines, time) => peer.emit('run.progress', { run, steps, goroutines, time }),
        ended: ({ outcome, schedule, counts }) => {
          window.runs.delete(run);
          peer.emit('run.ended', { run, outcome, schedule, counts: { ...counts } });
          trace?.close();
        },
      },
      (id) => {
        trace = peer.openTrace(id, (batches) => runs.send({ type: 'credit', run: id, batches }));
        return trace.port;
      },
    );
    window.runs.add(run);
    const { name, objects, goroutines, sites } = executable;
    return { started: true, run, workers: options.workers, tables: { name, objects, goroutines, sites } };
  };

  const saveAs = async (
    id: string | null,
    name: string,
    text: string,
  ): Promise<Result<'document.saveAs'>> => {
    const place = await platform.saveDialog(documents.pathOf(id) ?? fileName(name));
    if (place === null) return null;
    const saved = await documents.save(id, place, text);
    platform.addRecent(place);
    return saved;
  };

  const handlers: Handlers = {
    'app.info': async (): Promise<AppInfo> => ({
      version: platform.version,
      shell: platform.shell === 'electron' ? 'electron' : 'web',
      platform: systemName(),
      cores: availableParallelism(),
      locale: await locale(),
    }),
    'settings.get': () => settings.get(),
    'settings.set': async (_peer, _window, params): Promise<AppSettings> => {
      const next = await settings.set(params.settings);
      platform.settingsChanged(next);
      return next;
    },

    'document.new': () => null,
    'document.open': async () => {
      const file = await platform.openDialog();
      if (file === null) return null;
      platform.addRecent(file);
      return documents.open(file);
    },
    'document.openRecent': (_peer, _window, { id }) => documents.openRecent(id),
    'document.import': (_peer, _window, { name, text }) => documents.import(name, text),
    'document.save': async (_peer, _window, { id, text, name }) => {
      const place = documents.pathOf(id);
      return place === null ? saveAs(id, name, text) : documents.save(id, place, text);
    },
    'document.saveAs': (_peer, _window, { id, text, name }) => saveAs(id, name, text),
    'document.recent': () => documents.recent(),
    'document.dirty': (_peer, window, { dirty, name }) => {
      Object.assign(window, { dirty, name });
      window.closing?.(!dirty);
      return null;
    },
    'document.trust': async (_peer, _window, { id }) => {
      await documents.trust(id);
      return null;
    },
    'document.autosave': async (_peer, _window, { id, name, text }) => {
      await documents.keepDraft(id, name, text);
      return null;
    },
    'document.recover': () => documents.drafts(),
    'document.discard': async (_peer, _window, { id }) => {
      await documents.discardDraft(draftId(id));
      return null;
    },

    'templates.list': () => templates().map(({ noteZh: _note, ...info }) => info),
    'templates.open': async (_peer, _window, { slug }) => {
      const template = templates().find((known) => known.slug === slug);
      if (!template) throw new DocumentProblem('gone', slug);
      const { name, text } = inLanguage(template, await locale());
      return documents.fromTemplate(name, text);
    },

    'input.pick': async (_peer, window, { name }): Promise<PickedInput | null> => {
      const file = await platform.inputDialog(name);
      if (file === null) return null;
      const { size } = await stat(file);
      if (size > MAX_INPUT) throw new InputTooLarge(file);
      const id = randomUUID();
      window.inputs.set(id, { file });
      return { id, name: path.basename(file), bytes: size };
    },
    'input.import': (_peer, window, { file, text }): PickedInput => {
      const id = randomUUID();
      window.inputs.set(id, { text });
      return { id, name: path.basename(file), bytes: Buffer.byteLength(text) };
    },

    'run.start': startRun,
    'run.stop': (_peer, window, { run }) => {
      if (window.runs.has(run)) runs.stop(run);
      return null;
    },
    'run.pause': (_peer, window, { run }) => toHost(window, run, { type: 'pause', run }),
    'run.resume': (_peer, window, { run }) => toHost(window, run, { type: 'resume', run }),
    'run.step': (_peer, window, { run, steps }) => toHost(window, run, { type: 'step', run, steps }),
    'run.pace': (_peer, window, { run, pace }) => toHost(window, run, { type: 'pace', run, pace }),
    'run.signal': (_peer, window, { run, object }) => toHost(window, run, { type: 'signal', run, object }),

    'export.preview': (_peer, _window, { text, singleFile }) => exportText(text, singleFile),
    'export.write': async (_peer, _window, { text, singleFile, name }) => {
      const { files } = exportText(text, singleFile);
      if (files.length === 0) return null;
      const suggested = fileName(name).replace(/\.weft$/, singleFile ? '.ts' : '');
      const place = await platform.exportDialog(suggested, singleFile);
      if (place === null) return null;
      await writeExport(files, place, singleFile);
      return { place: path.basename(place), files: files.length };
    },
  };

  /** Runs belong to the window that started them. */
  const toHost = (window: WindowState, run: RunId, message: Parameters<Runs['send']>[0]): null => {
    if (window.runs.has(run)) runs.send(message);
    return null;
  };

  return {
    async handle(peer, name, params) {
      const window = windowOf(peer);
      try {
        if (name === 'app.info') queueMicrotask(() => void showWaiting(peer));
        return await handlers[name](peer, window, params);
      } catch (cause) {
        throw await explained(cause);
      }
    },
    drop(peer) {
      for (const run of windows.get(peer)?.runs ?? []) runs.stop(run);
      windows.delete(peer);
    },
    async openPath(file) {
      const [peer] = windows.keys();
      if (!peer) {
        waiting.push(file);
        return;
      }
      try {
        peer.emit('document.opened', await documents.open(file));
        platform.addRecent(file);
      } catch (cause) {
        platform.showError(path.basename(file), (await explained(cause)).message);
      }
    },
    async closing(peer) {
      const window = windows.get(peer);
      if (!window?.dirty) return true;
      const answer = await platform.confirmClose(window.name);
      if (answer === 'cancel') return false;
      if (answer === 'save') {
        const saved = new Promise<boolean>((resolve) => (window.closing = resolve));
        peer.emit('window.closing', { save: true });
        const done = await saved;
        window.closing = null;
        return done;
      }
      for (const draft of await documents.drafts()) await documents.discardDraft(draft.id);
      return true;
    },
    close() {
      runs.close();
      return Promise.resolve();
    },
  };

  async function showWaiting(peer: Peer): Promise<void> {
    for (const file of waiting.splice(0)) {
      try {
        peer.emit('document.opened', await documents.open(file));
      } catch (cause) {
        platform.showError(path.basename(file), (await explained(cause)).message);
      }
    }
  }

  async function readInputs(
    window: WindowState,
    wanted: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>> {
    const out: Record<string, string> = {};
    for (const [name, id] of Object.entries(wanted)) {
      const input = window.inputs.get(id);
      if (!input) throw new DocumentProblem('unknown', name);
      out[name] = 'text' in input ? input.text : await readInput(input.file);
    }
    return out;
  }
}

/** The run a document's settings ask for. */
export const runOptions = (settings: RunSettings) =>
  ({
    mode: settings.mode,
    seed: settings.seed,
    schedule: null,
    workers: settings.mode === 'parallel' ? settings.workers || availableParallelism() : 1,
    clock: settings.mode === 'parallel' ? 'real' : settings.clock,
    memory: settings.memory,
    trace: 'lossless',
    pace: 0,
    paused: false,
    maxSteps: 0,
    inputs: {},
  }) as const;

const readInput = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DocumentProblem('unreadable', file, cause);
  });

class InputTooLarge extends Error {
  override readonly name = 'InputTooLarge';
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : '');

function systemName(): AppInfo['platform'] {
  const { platform } = process;
  return platform === 'darwin' || platform === 'win32' || platform === 'linux' ? platform : 'other';
}
