import type { FromHost, ToHost } from '../../runtime-worker/protocol.ts';
import type { RunId } from '../../shared/base/ids.ts';
import type {
  AppSettings,
  EventName,
  Events,
  Params,
  RequestName,
  Result,
} from '../../shared/ipc/contract.ts';

/**
 * What a shell and the app services owe each other. The services (`App`) know neither Electron nor HTTP; a shell
 * (`Platform`) knows nothing of documents and runs.
 */
export interface Platform {
  readonly shell: 'electron' | 'web' | 'cli';
  readonly version: string;
  /** Folder the app keeps its own files in; exists. */
  readonly userData: string;
  /** What the system speaks. */
  systemLocale(): Locale;

  /** Path of a document to open, or null when the person cancelled or the shell has no such dialog (web). */
  openDialog(): Promise<string | null>;
  /** Path to save to, `suggested` being a file name without a folder; null when cancelled. */
  saveDialog(suggested: string): Promise<string | null>;
  /** A file (`singleFile`) or a new folder to export to; null when cancelled. */
  exportDialog(suggested: string, singleFile: boolean): Promise<string | null>;
  /** A text file to feed to the program's input `name`; null when cancelled or the shell has no such dialog (web). */
  inputDialog(name: string): Promise<string | null>;
  /** Asks what to do with unsaved changes to the document `name`. */
  confirmClose(name: string): Promise<'save' | 'discard' | 'cancel'>;
  /** Tells of a failure outside any call of the window. */
  showError(title: string, detail: string): void;

  /** A document was opened from, or saved to, this path: the system may list it. */
  addRecent(path: string): void;
  /** The settings as they are now, at start and after each change: menus and native theme follow. */
  settingsChanged(settings: AppSettings): void;
  /** Starts a process that runs programs. */
  spawnHost(options: HostOptions): HostProcess;
}

export type Locale = 'en' | 'zh-CN';

export interface HostOptions {
  /** MiB the JavaScript heap of the process itself may take. */
  readonly heap: number;
}

/** A runtime host: a child process with an empty environment. */
export interface HostProcess {
  /** Undefined before the process has started and after it ended. */
  readonly pid: number | undefined;
  /** `ports` travel with the message (see `TraceChannel.port`). Quietly does nothing once the process has ended. */
  send(message: ToHost, ports?: readonly HostPort[]): void;
  /** Messages in order. One listener; the messages are as the process sent them: check them. */
  onMessage(listener: (message: FromHost) => void): void;
  /**
   * Called once. `code` null: ended by `signal`, or could not be started (`signal` null too). A shell that learns
   * only a number (Electron) reports the number.
   */
  onExit(listener: (exit: HostExit) => void): void;
  /** Ends the process now, whatever it is doing. */
  kill(): void;
}

export interface HostExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The newest of what the process wrote to its error stream, at most 16 KiB: where V8 says how it died. */
  readonly stderr: string;
}

declare const hostPort: unique symbol;
/** One end of a direct line from a runtime host to a window, made by a shell and only passed on. */
export type HostPort = object & { readonly [hostPort]: true };

/** One connected window, as the services see it. Compared by identity. */
export interface Peer {
  emit<K extends EventName>(name: K, event: Events[K]): void;
  /** Opens the binary channel of a run to this window; `onCredit` is called when the window took a batch. */
  openTrace(run: RunId, onCredit: (batches: number) => void): TraceChannel;
}

export interface TraceChannel {
  /**
   * Not null where the shell can join host and window directly: hand it over with
   * `host.send({ type: 'trace-port', run }, [port])` before the run starts; then no batch passes through here and
   * `onCredit` is never called.
   */
  readonly port: HostPort | null;
  /** Sends a batch without waiting. */
  send(batch: ArrayBuffer): void;
  close(): void;
}

/** The app services: what every shell hosts. */
export interface App {
  /** Answers a call whose params have passed the schema. Rejects with a sentence for a person. */
  handle<K extends RequestName>(peer: Peer, name: K, params: Params<K>): Promise<Result<K>>;
  /** The window is gone: its runs end. */
  drop(peer: Peer): void;
  /** The system asked for a document: by file association, the dock, the command line, a second start. */
  openPath(path: string): Promise<void>;
  /** A window wants to close; asks about unsaved changes where there are any. False: it must stay. */
  closing(peer: Peer): Promise<boolean>;
  /** Ends every run and writes what is unwritten. */
  close(): Promise<void>;
}

export type CreateApp = (platform: Platform) => App;
