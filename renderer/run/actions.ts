import { hasErrors } from '../../shared/compile/findings.ts';
import { setSettings } from '../../shared/graph/edits.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import { documents } from '../stores/document-store.ts';
import { isLive, runs } from '../stores/run-store.ts';
import { settings } from '../stores/settings-store.ts';

interface StartOptions {
  /** Replays the choices of a run before; null: makes its own. */
  readonly schedule?: string | null;
  /** Waits before the first step. */
  readonly paused?: boolean;
}

/** Asks a person to confirm a document from elsewhere; set by the app, which has the dialog. */
let confirm: () => Promise<boolean> = () => Promise.resolve(false);

export const confirmRunsWith = (ask: () => Promise<boolean>): void => {
  confirm = ask;
};

/** Starts a run of the document on the canvas. */
export async function startRun({ schedule = null, paused = false }: StartOptions = {}): Promise<void> {
  const { open, file } = documents.get();
  if (!open) return;
  if (file.restricted && !(await confirm())) return;
  const { document } = documents.get();
  await runs.start(document, {
    text: writeDocument(document),
    document: file.id,
    // A schedule is of one machine with a clock that only it moves.
    settings: schedule === null ? document.settings : { ...document.settings, mode: 'deterministic' },
    schedule,
    paused,
  });
  const { phase } = runs.get();
  if (phase.is === 'refused' && hasErrors(phase.findings))
    settings.arrange({ bottom: true, mainTab: 'problems' });
}

/** Runs once more, choice by choice as before where the last run left a schedule. */
export function runAgain(): Promise<void> {
  const { phase } = runs.get();
  return startRun({ schedule: phase.is === 'ended' ? phase.schedule : null });
}

export function runNextSeed(): Promise<void> {
  const { seed } = documents.get().document.settings;
  documents.edit('step.settings', setSettings({ seed: (seed + 1) >>> 0 }), { merge: 'settings.seed' });
  return startRun();
}

/** One step; the first one starts a run that waits. */
export async function stepRun(): Promise<void> {
  const { phase } = runs.get();
  if (phase.is === 'paused') runs.step();
  else if (!isLive(phase)) await startRun({ paused: true });
}

export function pauseOrResume(): void {
  const { phase } = runs.get();
  if (phase.is === 'running') runs.pause();
  else runs.resume();
}
