import { guard } from './missing.ts';

/** Dialogs nobody can see: a test says what they answer, by setting them as it would in Electron. */
export function makeDialog(record: (what: string, ...details: unknown[]) => void) {
  const unset = (name: string) => (): Promise<never> =>
    Promise.reject(
      new Error(
        `electron double: the test must say what dialog.${name} answers: electronApp.evaluate(({ dialog }) => { dialog.${name} = … })`,
      ),
    );
  return guard('dialog', {
    showOpenDialog: unset('showOpenDialog'),
    showSaveDialog: unset('showSaveDialog'),
    showMessageBox: unset('showMessageBox'),
    showErrorBox: (title: string, content: string): void => record('showErrorBox', title, content),
  });
}
