import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RunId } from '../../shared/base/ids.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphDocument, RunSettings } from '../../shared/graph/document.ts';
import type { PickedInput, RunRequest, RunTables, Shell } from '../../shared/ipc/contract.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { drawnNames, drawnTables, type DrawnNames } from '../trace/drawn-names.ts';
import type { TraceClient } from '../trace/trace-client.ts';

/**
 * The run on the canvas: its phase, not its events. Live state goes past React, from the trace client straight to
 * whoever draws it (`renderer/run/run-view.ts`).
 */
export interface RunState {
  readonly phase: RunPhase;
  /** What gives the numbers of the trace their names, as they are drawn; null before the first run. */
  readonly tables: RunTables | null;
  /** The program's own names, and what they are called on the canvas. */
  readonly named: { readonly tables: RunTables; readonly names: DrawnNames } | null;
  /** The drawing that runs or ran. */
  readonly document: GraphDocument | null;
  readonly settings: RunSettings | null;
  readonly workers: number;
  readonly progress: Progress;
  /** What the program printed with `print`, the newest last. */
  readonly printed: readonly string[];
  /** Wall milliseconds per step; 0 is full speed. */
  readonly pace: number;
  /** Texts chosen for the program's inputs, by input. */
  readonly inputs: Readonly<Record<string, PickedInput>>;
}

export type RunPhase =
  | { readonly is: 'idle' }
  | { readonly is: 'starting' }
  | { readonly is: 'refused'; readonly restricted: boolean; readonly findings: readonly Finding[] }
  /** The shell could not start it: a sentence for a person. */
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'running'; readonly run: RunId }
  | { readonly is: 'paused'; readonly run: RunId; readonly step: number }
  | {
      readonly is: 'ended';
      readonly run: RunId;
      readonly outcome: Outcome;
      /** Runs it again exactly so; null in parallel mode. */
      readonly schedule: string | null;
      readonly counts: Readonly<Record<string, number>>;
    };

export interface Progress {
  readonly steps: number;
  readonly goroutines: number;
  /** The run's clock, nanoseconds. */
  readonly time: number;
}

/** Lines kept of what a program printed. */
export const MOST_PRINTED = 10_000;

const STILL: Progress = { steps: 0, goroutines: 0, time: 0 };

const store = createStore<RunState>(() => ({
  phase: { is: 'idle' },
  tables: null,
  named: null,
  document: null,
  settings: null,
  workers: 0,
  progress: STILL,
  printed: [],
  pace: 0,
  inputs: {},
}));

let link: { readonly shell: Shell; readonly trace: TraceClient } | null = null;
let closeTrace: () => void = () => undefined;

/** Events of the shell about the run shown; those of another run are late and dropped. */
const isShown = (run: RunId): boolean => runIdOf(store.getState().phase) === run;

export const runs = {
  get: store.getState,
  subscribe: store.subscribe,

  /** Connects to what runs programs and to what reads their trace; call once. */
  attach(shell: Shell, trace: TraceClient): void {
    link = { shell, trace };
    shell.on('run.ended', ({ run, outcome, schedule, counts }) => {
      if (!isShown(run)) return;
      trace.end(outcome);
      store.setState({ phase: { is: 'ended', run, outcome, schedule, counts } });
    });
    shell.on('run.paused', ({ run, step }) => {
      if (isShown(run)) store.setState({ phase: { is: 'paused', run, step } });
    });
    shell.on('run.progress', ({ run, steps, goroutines, time }) => {
      if (!isShown(run)) return;
      trace.clock(time);
      store.setState({ progress: { steps, goroutines, time } });
    });
    shell.on('run.printed', ({ run, text }) => {
      if (!isShown(run)) return;
      store.setState(({ printed }) => ({ printed: appended(printed, text) }));
    });
  },

  /** Starts a run of this document; one that still runs is stopped. Never rejects: what went wrong is the phase. */
  async start(document: GraphDocument, request: Omit<RunRequest, 'pace' | 'inputs'>): Promise<void> {
    if (link === null || store.getState().phase.is === 'starting') return;
    const { shell, trace } = link;
    runs.stop();
    store.setState({ phase: { is: 'starting' } });
    const { pace, inputs } = store.getState();
    try {
      const started = await shell.invoke('run.start', {
        ...request,
        // A slow motion is of one machine: many workers run as fast as they can.
        pace: request.settings.mode === 'deterministic' ? pace : 0,
        inputs: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.id])),
      });
      if (!started.started) {
        store.setState({
          phase: { is: 'refused', restricted: started.restricted, findings: started.findings },
        });
        return;
      }
      closeTrace();
      const names = drawnNames(started.tables, document);
      trace.open(
        started.tables,
        request.settings.mode === 'parallel' ? 'real' : request.settings.clock,
        started.workers,
        names,
      );
      store.setState({
        phase: request.paused
          ? { is: 'paused', run: started.run, step: 0 }
          : { is: 'running', run: started.run },
        tables: drawnTables(started.tables, names),
        named: { tables: started.tables, names },
        document,
        settings: request.settings,
        workers: started.workers,
        progress: STILL,
        printed: [],
      });
      closeTrace = shell.trace(started.run, (batch) => trace.batch(batch));
    } catch (cause) {
      store.setState({
        phase: { is: 'failed', message: cause instanceof Error ? cause.message : String(cause) },
      });
    }
  },

  stop(): void {
    tell((shell, run) => shell.invoke('run.stop', { run }));
  },

  pause(): void {
    if (store.getState().phase.is === 'running') tell((shell, run) => shell.invoke('run.pause', { run }));
  },

  resume(): void {
    const { phase } = store.getState();
    if (phase.is !== 'paused') return;
    store.setState({ phase: { is: 'running', run: phase.run } });
    tell((shell, run) => shell.invoke('run.resume', { run }));
  },

  step(steps = 1): void {
    if (store.getState().phase.is === 'paused')
      tell((shell, run) => shell.invoke('run.step', { run, steps }));
  },

  setPace(pace: number): void {
    store.setState({ pace });
    if (store.getState().settings?.mode === 'deterministic')
      tell((shell, run) => shell.invoke('run.pace', { run, pace }));
  },

  /** Presses the button of a context: its index in the run's table of objects. */
  signal(object: number): void {
    tell((shell, run) => shell.invoke('run.signal', { run, object }));
  },

  setInput(name: string, input: PickedInput | null): void {
    const { [name]: _before, ...others } = store.getState().inputs;
    store.setState({ inputs: input === null ? others : { ...others, [name]: input } });
  },

  /** Another document is shown: its runs are its own. */
  forget(): void {
    runs.stop();
    closeTrace();
    closeTrace = () => undefined;
    link?.trace.open({ name: '', objects: [], goroutines: [], sites: [] }, 'virtual', 1, {
      objects: [],
      goroutines: [],
    });
    store.setState({
      phase: { is: 'idle' },
      tables: null,
      named: null,
      document: null,
      settings: null,
      progress: STILL,
      printed: [],
      inputs: {},
    });
  },

  /** Puts away the notice of a run that did not start. */
  dismiss(): void {
    const { phase } = store.getState();
    if (phase.is === 'refused' || phase.is === 'failed') store.setState({ phase: { is: 'idle' } });
  },
};

export const useRuns = <T>(select: (state: RunState) => T): T => useStore(store, select);

export const runIdOf = (phase: RunPhase): RunId | null => ('run' in phase ? phase.run : null);

/** A run is there and has not ended. */
export const isLive = (phase: RunPhase): boolean => phase.is === 'running' || phase.is === 'paused';

/** Whether a program runs or is being started. */
export const isBusy = (phase: RunPhase): boolean => phase.is === 'starting' || isLive(phase);

/** Asks something of the live run. A shell that is gone says so elsewhere: its connection is lost. */
function tell(ask: (shell: Shell, run: RunId) => Promise<null>): void {
  const { phase } = store.getState();
  if (link === null || !isLive(phase)) return;
  const run = runIdOf(phase);
  if (run === null) return;
  ask(link.shell, run).catch((cause: unknown) => {
    if (isShown(run))
      store.setState({
        phase: { is: 'failed', message: cause instanceof Error ? cause.message : String(cause) },
      });
  });
}

/** What was printed so far and more of it; a line may come in pieces. */
export function appended(printed: readonly string[], text: string): readonly string[] {
  const open = printed.at(-1) ?? '';
  const lines = (open + text).split('\n');
  return [...printed.slice(0, -1), ...lines].slice(-MOST_PRINTED);
}
