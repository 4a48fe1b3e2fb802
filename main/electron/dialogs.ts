import { dialog } from 'electron/main';
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron/main';
import type { Locale, Platform } from '../app/platform.ts';
import { shellText, type ShellText } from './text.ts';

type Dialogs = Pick<
  Platform,
  'openDialog' | 'saveDialog' | 'exportDialog' | 'inputDialog' | 'confirmClose' | 'showError'
>;

const WEFT = { extensions: ['weft'] };
const ANY = { extensions: ['*'] };

/**
 * The system's dialogs. The paths they give never leave main.
 * @param window the window a dialog belongs to, or null when there is none
 */
export function nativeDialogs(locale: () => Locale, window: () => BrowserWindow | null): Dialogs {
  const say = (text: ShellText, values?: Readonly<Record<string, string>>): string =>
    shellText(locale(), text, values);
  const filter = (name: ShellText, { extensions }: { readonly extensions: readonly string[] }) => ({
    name: say(name),
    extensions: [...extensions],
  });

  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const { canceled, filePaths } = parent
      ? await dialog.showOpenDialog(parent, options)
      : await dialog.showOpenDialog(options);
    return canceled ? null : (filePaths[0] ?? null);
  };
  const save = async (options: SaveDialogOptions): Promise<string | null> => {
    const parent = window();
    const { canceled, filePath } = parent
      ? await dialog.showSaveDialog(parent, options)
      : await dialog.showSaveDialog(options);
    return canceled || filePath === '' ? null : filePath;
  };

  return {
    openDialog: () =>
      open({
        title: say('openTitle'),
        properties: ['openFile'],
        filters: [filter('weftFiles', WEFT), filter('allFiles', ANY)],
      }),
    saveDialog: (suggested) =>
      save({
        title: say('saveTitle'),
        defaultPath: suggested,
        properties: ['createDirectory', 'showOverwriteConfirmation'],
        filters: [filter('weftFiles', WEFT)],
      }),
    exportDialog: (suggested, singleFile) =>
      save({
        title: say(singleFile ? 'exportFileTitle' : 'exportFolderTitle'),
        defaultPath: suggested,
        buttonLabel: say('exportButton'),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
        ...(singleFile
          ? { filters: [filter('typeScript', { extensions: ['ts'] })] }
          : { nameFieldLabel: say('folderName') }),
      }),
    inputDialog: (name) =>
      open({
        title: say('inputTitle', { name }),
        properties: ['openFile'],
        filters: [
          filter('textFiles', { extensions: ['txt', 'csv', 'tsv', 'json', 'log', 'md'] }),
          filter('allFiles', ANY),
        ],
      }),
    async confirmClose(name) {
      const options = {
        type: 'warning',
        message: say('unsaved', { name }),
        detail: say('unsavedDetail'),
        buttons: [say('save'), say('discard'), say('cancel')],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      } as const;
      const parent = window();
      const { response } = parent
        ? await dialog.showMessageBox(parent, { ...options, buttons: [...options.buttons] })
        : await dialog.showMessageBox({ ...options, buttons: [...options.buttons] });
      return response === 0 ? 'save' : response === 1 ? 'discard' : 'cancel';
    },
    showError: (title, detail) => dialog.showErrorBox(title, detail),
  };
}
