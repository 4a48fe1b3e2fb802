import { Popover } from '@base-ui/react/popover';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { chooseFile } from '../app/choose-file.ts';
import { useDocuments } from '../stores/document-store.ts';
import { runs, useRuns } from '../stores/run-store.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { shell } from '../stores/shell.ts';
import { text, useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.tsx';

/** The texts a program reads by name: which file stands in for each. There only where the drawing has inputs. */
export const InputsButton = () => {
  const t = useText();
  const names = useDocuments((state) => inputNames(state.document).join('\n'));
  const inputs = useRuns((state) => state.inputs);
  const locale = useSettings((state) => state.locale);
  if (names === '') return null;
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button look="ghost" icon="file" />}>{t('run.inputs')}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="ui-positioner" sideOffset={4} align="start">
          <Popover.Popup className="ui-popup run-inputs">
            <p className="ui-dim">{t('run.inputs.hint')}</p>
            <ul>
              {names.split('\n').map((name) => {
                const picked = inputs[name];
                return (
                  <li key={name}>
                    <span className="ui-mono ui-strong">{name}</span>
                    <span className="ui-dim ui-cut">
                      {picked === undefined
                        ? t('run.inputs.sample')
                        : t('run.inputs.size', { name: picked.name, size: sizeText(picked.bytes, locale) })}
                    </span>
                    {picked !== undefined && (
                      <Button look="ghost" size="small" onClick={() => runs.setInput(name, null)}>
                        {t('run.inputs.clear')}
                      </Button>
                    )}
                    <Button size="small" onClick={() => void choose(name)}>
                      {t('run.inputs.choose')}
                    </Button>
                  </li>
                );
              })}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
};

/** Asks for the text of an input: with the shell's dialog, or in a browser with the browser's. */
async function choose(name: string): Promise<void> {
  try {
    if (settings.get().info.shell === 'electron') {
      const picked = await shell().invoke('input.pick', { name });
      if (picked !== null) runs.setInput(name, picked);
      return;
    }
    const file = await chooseFile('text/*,.txt,.csv,.json,.log,.md');
    if (file === null) return;
    runs.setInput(
      name,
      await shell().invoke('input.import', { name, file: file.name, text: await file.text() }),
    );
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    toast(text(settings.get().locale, 'file.failed.open', { message }), 'error');
  }
}

/** The inputs a drawing reads, each once, in the order of their names. */
export function inputNames(document: GraphDocument): readonly string[] {
  const names = Object.values(document.nodes).flatMap((node) => {
    const spec = blockOf(node.kind)?.params.find((param) => param.name === 'input');
    const value = spec === undefined ? null : readParam(spec, node.params);
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return [...new Set(names)].sort();
}

/** Bytes as a person reads them: `12 kB`. */
export function sizeText(bytes: number, locale: string): string {
  const [unit, size] =
    bytes >= 1e6
      ? (['megabyte', 1e6] as const)
      : bytes >= 1e3
        ? (['kilobyte', 1e3] as const)
        : (['byte', 1] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}
