import { pauseOrResume, runAgain, runNextSeed, startRun, stepRun } from '../run/actions.ts';
import { documents } from '../stores/document-store.ts';
import { isBusy, isLive, runs } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';
import { settings } from '../stores/settings-store.ts';
import { commands } from './commands.ts';
import { files } from './files.ts';

/** What every command does that is not the canvas's. */
export function registerAppCommands(): () => void {
  const open = (): boolean => documents.get().open;
  const working = (): boolean => open() && screens.get().screen === 'work';
  const layout = () => settings.get().layout;
  const panel = (name: 'blocks' | 'inspector' | 'bottom') => ({
    run: () => {
      settings.project(false);
      settings.arrange({ [name]: !layout()[name] });
    },
    enabled: working,
    checked: () => layout()[name],
  });
  const hidden = (): boolean => !layout().blocks && !layout().inspector && !layout().bottom;

  return commands.register({
    'file.new': { run: () => void files.new() },
    'file.open': { run: () => void files.open() },
    'file.templates': { run: files.welcome, enabled: () => screens.get().screen !== 'welcome' },
    'file.save': { run: () => void files.save(), enabled: open },
    'file.saveAs': { run: () => void files.save(true), enabled: open },
    'file.export': { run: () => screens.show('export'), enabled: working },
    'file.settings': { run: () => screens.open({ is: 'settings' }) },

    'edit.undo': { run: documents.undo, enabled: () => working() && documents.get().history.past.length > 0 },
    'edit.redo': {
      run: documents.redo,
      enabled: () => working() && documents.get().history.future.length > 0,
    },

    'edit.openBody': {
      run: () => {
        settings.project(false);
        settings.arrange({ inspector: true });
        const [node] = selection.get().selection.nodes;
        if (node !== undefined) screens.openBody(node);
      },
      enabled: () => working() && selection.get().selection.nodes.length === 1,
    },

    'view.palette': { run: () => screens.open({ is: 'palette' }) },
    'view.blocks': panel('blocks'),
    'view.inspector': panel('inspector'),
    'view.bottom': panel('bottom'),
    'view.hideAll': {
      run: () => {
        const show = hidden();
        settings.arrange({ blocks: show, inspector: show, bottom: show });
      },
      enabled: working,
      checked: hidden,
    },
    'view.projector': {
      run: () => settings.project(!settings.get().projector),
      checked: () => settings.get().projector,
    },
    'view.theme': {
      run: () => settings.choose({ theme: settings.get().theme === 'dark' ? 'light' : 'dark' }),
    },

    'run.start': { run: () => void startRun(), enabled: () => working() && !isBusy(runs.get().phase) },
    'run.stop': { run: runs.stop, enabled: () => isLive(runs.get().phase) },
    'run.pause': { run: pauseOrResume, enabled: () => isLive(runs.get().phase) },
    'run.step': {
      run: () => void stepRun(),
      enabled: () => {
        const { phase } = runs.get();
        const { mode } = documents.get().document.settings;
        return phase.is === 'paused' || (working() && mode === 'deterministic' && !isBusy(phase));
      },
    },
    'run.again': {
      run: () => void runAgain(),
      enabled: () => {
        const { phase } = runs.get();
        return working() && phase.is === 'ended' && phase.schedule !== null;
      },
    },
    'run.nextSeed': {
      run: () => void runNextSeed(),
      enabled: () =>
        working() && documents.get().document.settings.mode === 'deterministic' && !isBusy(runs.get().phase),
    },

    'help.guide': { run: () => screens.open({ is: 'guide' }) },
    'help.shortcuts': { run: () => screens.open({ is: 'shortcuts' }) },
    'help.about': { run: () => screens.open({ is: 'about' }) },
  });
}
