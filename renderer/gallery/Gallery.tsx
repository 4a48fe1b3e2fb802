import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { readDocument } from '../../shared/graph/file.ts';
import {
  TEMPLATE_SHELVES,
  type RecentFile,
  type Recovered,
  type TemplateInfo,
  type TemplateShelf,
} from '../../shared/ipc/contract.ts';
import type { Locale } from '../../shared/text/format.ts';
import { files } from '../app/files.ts';
import { commands } from '../app/commands.ts';
import { documents, useDocuments } from '../stores/document-store.ts';
import { screens } from '../stores/screens-store.ts';
import { shell } from '../stores/shell.ts';
import { useLocale, useNumbers, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon, WeftMark } from '../ui/icons.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { TemplateCard, type CardTemplate } from './TemplateCard.tsx';
import { usePreviews } from './use-previews.ts';
import './gallery.css';

type Shelf = 'all' | TemplateShelf | 'broken';

/** Where everything begins: a new drawing, a file, or something that runs. */
export const Gallery = () => {
  const t = useText();
  const locale = useLocale();
  const templates = useTemplates();
  const preview = usePreviews();
  const [shelf, setShelf] = useState<Shelf>('all');
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => chosen(templates, shelf, wanted, locale), [templates, shelf, wanted, locale]);
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <div className="gal">
        <Side templates={templates} shelf={shelf} onShelf={setShelf} />
        <main className="gal-main" id="main">
          <header className="gal-head">
            <div className="ui-grow">
              <h1>{t('welcome.title')}</h1>
              <p className="ui-dim">{t('welcome.lead')}</p>
            </div>
            <div className="gal-search">
              <SearchField
                label={t('welcome.search.label')}
                placeholder={t('welcome.search', { count: templates.length })}
                value={wanted}
                onType={setWanted}
                inputRef={search}
              >
                <Kbd>/</Kbd>
              </SearchField>
            </div>
          </header>
          {templates.length > 0 && shown.length === 0 && (
            <div className="ui-empty gal-none">
              <p>{t('welcome.none', { text: wanted })}</p>
              <Button
                onClick={() => {
                  setWanted('');
                  setShelf('all');
                }}
              >
                {t('welcome.none.clear')}
              </Button>
            </div>
          )}
          <ul className="gal-grid" onKeyDown={walk}>
            {shown.map((template) => (
              <li key={template.info.slug}>
                <TemplateCard
                  template={template}
                  locale={locale}
                  preview={preview}
                  onOpen={() => void files.openTemplate(template.info.slug)}
                />
              </li>
            ))}
          </ul>
        </main>
      </div>
      <footer className="app-status">
        <span>{t('welcome.keys')}</span>
        <span className="ui-grow" />
        <span>{t('welcome.shown', { shown: shown.length, all: templates.length })}</span>
      </footer>
    </>
  );
};

const Side = (props: {
  readonly templates: readonly CardTemplate[];
  readonly shelf: Shelf;
  readonly onShelf: (shelf: Shelf) => void;
}) => {
  const t = useText();
  const { templates, shelf, onShelf } = props;
  const broken = templates.filter((template) => template.info.broken).length;
  const on = (id: TemplateShelf): number => templates.filter(({ info }) => info.shelf === id).length;
  const open = useDocuments((state) => (state.open ? state.file.name : null));
  const shelves: readonly (readonly [Shelf, string, number])[] = [
    ['all', t('welcome.all'), templates.length],
    ...TEMPLATE_SHELVES.map((id) => [id, t(`welcome.shelf.${id}`), on(id)] as const),
    ['broken', t('welcome.broken'), broken],
  ];
  return (
    <nav className="gal-side" aria-label={t('app.name')}>
      <div className="ui-row gal-brand">
        <WeftMark size="2rem" />
        <div>
          <p className="gal-name">{t('app.name')}</p>
          <p className="ui-small ui-dim">{t('app.line')}</p>
        </div>
      </div>
      <div className="gal-begin">
        <Button look="main" icon="plus" onClick={() => commands.run('file.new')}>
          {t('welcome.new')}
        </Button>
        <Button icon="folder" onClick={() => commands.run('file.open')}>
          {t('welcome.open')}
        </Button>
        {open !== null && (
          <Button look="ghost" icon="left" onClick={() => screens.show('work')}>
            <span className="ui-cut">{t('welcome.back', { name: open })}</span>
          </Button>
        )}
      </div>
      <Drafts />
      <Recent />
      <section>
        <h2>{t('welcome.templates')}</h2>
        <ul>
          {shelves.map(([id, label, count]) => (
            <li key={id}>
              <button type="button" aria-pressed={id === shelf} onClick={() => onShelf(id)}>
                <span className="ui-grow ui-cut">{label}</span>
                <span className="ui-micro ui-faint">{count}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <span className="ui-grow" />
      <p className="ui-micro ui-faint">
        {t('welcome.drop')} {t('welcome.restricted')}
      </p>
    </nav>
  );
};

const Recent = () => {
  const t = useText();
  const { ago } = useNumbers();
  const [now] = useState(() => Date.now());
  const recent = useAnswer(askRecent, NO_FILES);
  return (
    <section>
      <h2>{t('welcome.recent')}</h2>
      {recent.length === 0 && <p className="ui-small ui-faint gal-hint">{t('welcome.recent.none')}</p>}
      <ul>
        {recent.map((file) => (
          <li key={file.id}>
            <button type="button" title={file.folder} onClick={() => void files.openRecent(file.id)}>
              <Icon name="file" />
              <span className="ui-grow ui-cut">{`${file.name}.weft`}</span>
              <span className="ui-micro ui-faint">{ago(file.at, now)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Texts that were not saved when Weft closed; the one on the canvas is not among them. */
const Drafts = () => {
  const t = useText();
  const [gone, setGone] = useState<readonly string[]>([]);
  const own = documents.get().file.id ?? 'untitled';
  const drafts = useAnswer(askDrafts, NO_DRAFTS).filter(
    (draft) => !gone.includes(draft.id) && !(documents.get().open && draft.id === own),
  );
  if (drafts.length === 0) return null;
  return (
    <section>
      <h2>{t('welcome.recover')}</h2>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id} className="ui-row">
            <button
              type="button"
              aria-label={t('welcome.recover.open', { name: draft.name })}
              onClick={() => void files.recover(draft.id, draft.name, draft.text)}
            >
              <Icon name="replay" />
              <span className="ui-grow ui-cut">{`${draft.name}.weft`}</span>
            </button>
            <IconButton
              icon="trash"
              size="small"
              label={t('welcome.recover.discard', { name: draft.name })}
              onClick={() => {
                setGone([...gone, draft.id]);
                void shell().invoke('document.discard', { id: draft.id });
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
};

function useTemplates(): readonly CardTemplate[] {
  const infos = useAnswer(askTemplates, NO_TEMPLATES);
  return useMemo(
    () =>
      infos.flatMap((info) => {
        const { document } = readDocument(info.text);
        return document === null ? [] : [{ info, document }];
      }),
    [infos],
  );
}

const NO_FILES: readonly RecentFile[] = [];
const NO_DRAFTS: readonly Recovered[] = [];
const NO_TEMPLATES: readonly TemplateInfo[] = [];
const askRecent = (): Promise<readonly RecentFile[]> => shell().invoke('document.recent', null);
const askDrafts = (): Promise<readonly Recovered[]> => shell().invoke('document.recover', null);
const askTemplates = (): Promise<readonly TemplateInfo[]> => shell().invoke('templates.list', null);

/** What the shell answers, once; the shell that is gone is told of elsewhere. */
function useAnswer<T>(ask: () => Promise<T>, before: T): T {
  const [answer, setAnswer] = useState(before);
  useEffect(() => {
    let late = false;
    ask().then(
      (value) => {
        if (!late) setAnswer(value);
      },
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [ask]);
  return answer;
}

export function chosen(
  templates: readonly CardTemplate[],
  shelf: Shelf,
  wanted: string,
  locale: Locale,
): readonly CardTemplate[] {
  const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ info }) => {
    if (shelf === 'broken' ? !info.broken : shelf !== 'all' && info.shelf !== shelf) return false;
    const text =
      `${info.slug} ${info.title[locale]} ${info.title.en} ${info.line[locale]}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The arrow keys move over the cards as they lie. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('.gal-card')];
  const at = cards.findIndex((card) => card === document.activeElement);
  if (at < 0) return;
  const columns = getComputedStyle(event.currentTarget).gridTemplateColumns.split(' ').length;
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  const next = by === undefined ? undefined : cards[at + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
