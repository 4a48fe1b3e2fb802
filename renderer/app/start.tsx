import { createRoot } from 'react-dom/client';
import { isCommandId } from '../../shared/ipc/commands.ts';
import type { Shell } from '../../shared/ipc/contract.ts';
import { confirmRunsWith } from '../run/actions.ts';
import { nameLanesBy } from '../run/lanes.ts';
import { runView } from '../run/run-view.ts';
import { isBad } from '../outcome/ends.ts';
import { findingsOf } from '../stores/check-in-worker.ts';
import { followDocument } from '../stores/checker.ts';
import { documents } from '../stores/document-store.ts';
import { runs } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { settings } from '../stores/settings-store.ts';
import { setShell } from '../stores/shell.ts';
import { linkSelection } from './link-selection.ts';
import { watchMoment } from '../run/now.ts';
import { TimelineController } from '../timeline/controller.ts';
import { startTraceWorker } from '../timeline/start-trace-worker.ts';
import { registerAppCommands } from './actions.ts';
import { App } from './App.tsx';
import { commands } from './commands.ts';
import { files, keepSafe } from './files.ts';
import { listenToKeys } from './shortcuts.ts';
import { followSystem } from './system-wishes.ts';

/** Puts the window together on a shell that answers. */
export async function start(shell: Shell, root: HTMLElement): Promise<void> {
  setShell(shell);
  const [info, chosen] = await Promise.all([
    shell.invoke('app.info', null),
    shell.invoke('settings.get', null),
  ]);
  settings.load(chosen, info, (part) => {
    // A preference that could not be kept is no reason to disturb anybody.
    void shell.invoke('settings.set', { settings: part }).catch(() => undefined);
  });
  followSystem();

  const trace = startTraceWorker();
  runs.attach(shell, trace);
  runView.attach(trace);
  nameLanesBy(trace);
  confirmRunsWith(files.trust);
  followDocument(findingsOf);
  keepSafe();
  registerAppCommands();
  listenToKeys(info.platform === 'darwin', () => screens.get().dialog !== null);
  followShell(shell);
  followRuns();

  const timeline = new TimelineController(trace);
  watchMoment(timeline);
  linkSelection(timeline);
  createRoot(root).render(<App timeline={timeline} />);
}

function followShell(shell: Shell): void {
  shell.on('menu.command', ({ id }) => {
    if (isCommandId(id)) commands.run(id);
  });
  shell.on('document.opened', (opened) => void files.arrive(opened));
  shell.on('window.closing', ({ save }) => {
    void (async () => {
      if (save) await files.save();
      const { dirty, file } = documents.get();
      await shell.invoke('document.dirty', { dirty, name: file.name });
    })();
  });
  // A browser asks in its own words; the desktop shell asks itself.
  if (settings.get().info.shell === 'web') {
    window.addEventListener('beforeunload', (event) => {
      if (documents.get().dirty) event.preventDefault();
    });
  }
}

/** A run that ended badly shows why; a new run brings the inspector back. */
function followRuns(): void {
  runs.subscribe(({ phase }, before) => {
    if (phase === before.phase) return;
    if (phase.is === 'starting' && screens.get().aside === 'outcome') screens.turnTo('inspector');
    if (phase.is !== 'ended' || !isBad(phase.outcome)) return;
    screens.turnTo('outcome');
    settings.arrange({ inspector: true });
  });
}
