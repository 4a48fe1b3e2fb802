import { PreviewCard } from '@base-ui/react/preview-card';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { commandSpec } from '../../shared/ipc/commands.ts';
import { BLOCK_DRAG, placing, QUICK_KINDS } from '../stores/place-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { KindCard } from './KindCard.tsx';
import { bestOf, DRAWN, sections, type Kind } from './kinds.ts';
import './palette.css';

/** The blocks there are: to drag onto the canvas, to find, and to read about. */
export function Palette() {
  const t = useText();
  const locale = useLocale();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [card] = useState(() => PreviewCard.createHandle<Kind>());

  const drawn = useMemo(
    () => DRAWN.map((kind) => ({ kind, name: t(`blocks.${kind}`), line: t(`blocks.${kind}.line`) })),
    [t],
  );
  const all = useMemo(() => sections('', locale, drawn), [locale, drawn]);
  const shown = useMemo(() => sections(query, locale, drawn), [query, locale, drawn]);
  const first = shown[0]?.kinds[0]?.kind;
  const best = query.trim() === '' ? null : (bestOf(shown, query)?.kind ?? null);
  const count = all.reduce((sum, { kinds }) => sum + kinds.length, 0);

  useEffect(() => onSlash(() => field.current?.focus()), []);

  const items = (): readonly HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[data-kind]') ?? []),
  ];
  const onListKey = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.findIndex((item) => item === event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    if (to < 0) field.current?.focus();
    else all[Math.min(to, all.length - 1)]?.focus();
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && best !== null) placing.ask(best);
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    items()[0]?.focus();
  };

  return (
    <div className="pl-palette">
      <div className="pl-search">
        <SearchField
          label={t('blocks.search.label')}
          placeholder={t('blocks.search', { count })}
          value={query}
          onType={setQuery}
          inputRef={field}
          onKeyDown={onFieldKey}
        >
          <Kbd>/</Kbd>
        </SearchField>
      </div>
      <div className="pl-list" ref={list} onKeyDown={onListKey}>
        {shown.map(({ id, kinds }) => (
          <section key={id} aria-labelledby={`pl-${id}`}>
            <h2 id={`pl-${id}`}>{t(`blocks.section.${id}`)}</h2>
            <ul>
              {kinds.map((kind) => (
                <li key={kind.kind}>
                  <Item kind={kind} card={card} tabbable={kind.kind === first} marked={kind.kind === best} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shown.length === 0 && (
          <div className="ui-empty">
            {t('blocks.none', { text: query })}
            <Button size="small" onClick={() => setQuery('')}>
              {t('blocks.none.clear')}
            </Button>
          </div>
        )}
      </div>
      <KindCard card={card} />
    </div>
  );
}

interface ItemProps {
  readonly kind: Kind;
  readonly card: PreviewCard.Handle<Kind>;
  /** The list is one stop of the Tab key; the arrow keys move within it. */
  readonly tabbable: boolean;
  /** Enter in the search field adds this one. */
  readonly marked: boolean;
}

const Item = ({ kind, card, tabbable, marked }: ItemProps) => {
  const quick = QUICK_KINDS.find((one) => one.kind === kind.kind);
  const key = quick === undefined ? null : (commandSpec(quick.command).keys[0] ?? null);
  return (
    <PreviewCard.Trigger
      handle={card}
      payload={kind}
      delay={600}
      closeDelay={80}
      render={
        <button
          type="button"
          className="pl-item"
          data-kind={kind.kind}
          tabIndex={tabbable ? 0 : -1}
          aria-keyshortcuts={key ?? undefined}
          {...(marked ? { 'data-marked': '' } : {})}
          draggable
          onClick={() => {
            card.close();
            placing.ask(kind.kind);
          }}
          onDragStart={(event) => {
            card.close();
            event.dataTransfer.setData(BLOCK_DRAG, kind.kind);
            event.dataTransfer.effectAllowed = 'copy';
          }}
        >
          <KindIcon kind={kind.kind} />
          <span className="ui-grow ui-cut">{kind.name}</span>
          {key !== null && (
            <span aria-hidden="true">
              <Kbd>{key}</Kbd>
            </span>
          )}
        </button>
      }
    />
  );
};

export const KindIcon = ({ kind }: { readonly kind: string }) =>
  kind === 'note' ? <Icon name="edit" /> : <BlockIcon kind={kind} />;

/** The slash leads to the search from anywhere but a text or the timeline, which has a search of its own. */
function onSlash(go: () => void): () => void {
  const onKeyDown = (event: globalThis.KeyboardEvent): void => {
    if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (!(target instanceof Element)) return;
    const elsewhere =
      'input, textarea, [contenteditable], .monaco-editor, [role="dialog"], [data-scope="timeline"]';
    if (target.closest(elsewhere) !== null) return;
    event.preventDefault();
    go();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
