import { app, dialog } from 'electron/main';
import type { Locale } from '../app/platform.ts';
import { shellText, type ShellText } from './text.ts';

/** What is used of the updater: nothing happens on its own, everything after a question. */
interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  checkForUpdates(): Promise<{
    readonly updateInfo: { readonly version: string };
    readonly isUpdateAvailable: boolean;
  } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

/**
 * Looks for a newer version because a person asked to, asks before downloading it, and asks again before restarting.
 * Nothing is fetched unasked: an app that is only opened tells nobody. Errors are shown, not thrown.
 */
export async function checkForUpdates(locale: Locale): Promise<void> {
  const say = (text: ShellText, values?: Readonly<Record<string, string>>): string =>
    shellText(locale, text, values);
  const ask = async (message: string, detail: string, yes: string): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({
      type: 'info',
      message,
      detail,
      buttons: [yes, say('later')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  };
  try {
    const updater = await loadUpdater();
    const found = app.isPackaged ? await updater.checkForUpdates() : null;
    if (!found?.isUpdateAvailable) {
      await dialog.showMessageBox({ type: 'info', message: say('noUpdate'), buttons: [say('later')] });
      return;
    }
    const { version } = found.updateInfo;
    const current = app.getVersion();
    const wanted = await ask(
      say('updateFound', { version }),
      say('updateFoundDetail', { current }),
      say('download'),
    );
    if (!wanted) return;
    await updater.downloadUpdate();
    const now = await ask(say('updateReady', { version }), say('updateReadyDetail'), say('restart'));
    if (now) updater.quitAndInstall();
  } catch (cause) {
    dialog.showErrorBox(say('updateFailed'), cause instanceof Error ? cause.message : String(cause));
  }
}

async function loadUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  return autoUpdater;
}
