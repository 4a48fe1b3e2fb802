import { COMMAND_IDS, commandSpec, MENUS, type CommandId, type MenuId } from '../../shared/ipc/commands.ts';
import type { Locale } from '../../shared/text/format.ts';
import { documents, useDocuments } from '../stores/document-store.ts';
import { useScreens } from '../stores/screens-store.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { text, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon, WeftMark } from '../ui/icons.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Menu, Menubar, type MenuEntry, type MenuGroups } from '../ui/Menu.tsx';
import { commandKey, commands } from './commands.ts';

/** Menus, the document's name, the way to everything else. */
export const TitleBar = () => {
  const t = useText();
  const locale = useSettings((state) => state.locale);
  const info = useSettings((state) => state.info);
  const projector = useSettings((state) => state.projector);
  // macOS has these menus in its own bar.
  const native = info.shell === 'electron' && info.platform === 'darwin';
  return (
    <header className="app-title">
      <WeftMark />
      {!native && (
        <Menubar label={t('app.menus')}>
          {MENUS.map(({ id, label }) => (
            <Menu
              key={id}
              trigger={
                <button type="button" className="app-menu">
                  {label[locale]}
                </button>
              }
              groups={() => menuGroups(id, locale, info.platform)}
            />
          ))}
        </Menubar>
      )}
      <span className="ui-grow" />
      <DocumentName />
      <button
        type="button"
        className="app-find"
        aria-label={t('app.find')}
        onClick={() => commands.run('view.palette')}
      >
        <Icon name="search" />
        <span className="ui-grow ui-cut">{t('app.find')}</span>
        <Kbd>{commandKey('view.palette', info.platform)}</Kbd>
      </button>
      <span className="ui-grow" />
      <Button
        look="ghost"
        size="small"
        lang={locale === 'en' ? 'zh-CN' : 'en'}
        onClick={() => settings.choose({ locale: locale === 'en' ? 'zh-CN' : 'en' })}
      >
        {t('app.otherLanguage')}
      </Button>
      <IconButton
        icon="sun"
        size="small"
        label={t('app.theme')}
        keys={commandKey('view.theme', info.platform)}
        onClick={() => commands.run('view.theme')}
      />
      <IconButton
        icon="projector"
        size="small"
        label={t(projector ? 'app.projector.on' : 'app.projector')}
        keys={commandKey('view.projector', info.platform)}
        aria-pressed={projector}
        onClick={() => commands.run('view.projector')}
      />
    </header>
  );
};

const DocumentName = () => {
  const t = useText();
  const name = useDocuments((state) => (state.open ? state.file.name : null));
  const dirty = useDocuments((state) => state.dirty);
  const screen = useScreens((state) => state.screen);
  if (name === null || screen === 'welcome') return null;
  return (
    <h1 className="app-document">
      <span className="ui-cut">{`${name}.weft`}</span>
      {dirty && <i role="img" aria-label={t('app.edited')} title={t('app.edited')} />}
    </h1>
  );
};

/** The lines of a menu, by the table of commands. */
export function menuGroups(menu: MenuId, locale: Locale, platform: string): MenuGroups {
  const groups: MenuEntry[][] = [];
  let group: number | null = null;
  for (const id of COMMAND_IDS) {
    const spec = commandSpec(id);
    if (spec.menu !== menu) continue;
    if (spec.group !== group) groups.push([]);
    group = spec.group;
    groups.at(-1)?.push({
      id,
      label: menuLabel(id, locale),
      keys: commandKey(id, platform),
      disabled: !commands.can(id),
      ...(commands.isSwitch(id) ? { checked: commands.isChecked(id) } : {}),
      onPick: () => commands.run(id),
    });
  }
  return groups;
}

/** Undo and redo say what. */
function menuLabel(id: CommandId, locale: Locale): string {
  const { history } = documents.get();
  const step =
    id === 'edit.undo' ? history.past.at(-1) : id === 'edit.redo' ? history.future.at(-1) : undefined;
  if (step === undefined) return commandSpec(id).label[locale];
  return text(locale, id === 'edit.undo' ? 'undo.of' : 'redo.of', { step: text(locale, step.label) });
}
