import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Hit } from '../trace/search.ts';
import type { TimelineController } from './controller.ts';
import type { Translate } from '../trace/messages.ts';

interface TimelineSearchProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
}

const MOST_HITS = 50;

/** Finds lanes and printed lines by name; choosing one brings it into view. */
export function TimelineSearch({ controller, t }: TimelineSearchProps) {
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    const { activeElement: before } = document;
    input.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    let current = true;
    controller.client.ask('search', { text, most: MOST_HITS }).then(
      (found) => {
        if (!current) return;
        setHits(found);
        setAt(0);
      },
      () => setHits([]),
    );
    return () => {
      current = false;
    };
  }, [controller, text]);

  const close = (): void => controller.set({ searching: false });
  const choose = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    const what = hit.what === 'object' ? 'object' : 'goroutine';
    controller.act({
      is: 'choose',
      lane: hit.row < 0 ? null : { what, row: hit.row },
      position: hit.position,
    });
    close();
  };

  return (
    <div
      className="tl-search"
      role="search"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        else if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, at + 1));
        else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
        else if (event.key === 'Enter') choose(hits[at]);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <input
        ref={input}
        className="tl-input"
        type="search"
        value={text}
        placeholder={t('timeline.search')}
        aria-label={t('timeline.search')}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" className="tl-tool" aria-label={t('timeline.search.close')} onClick={close}>
        ×
      </button>
      {text.trim() !== '' && hits.length === 0 && (
        <p className="tl-faint">{t('timeline.search.none', { text })}</p>
      )}
      {hits.length > 0 && (
        <ul className="tl-hits" role="listbox" aria-label={t('timeline.search')}>
          {hits.map((hit, i) => (
            <li
              key={i}
              role="option"
              aria-selected={i === at}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(hit);
              }}
            >
              <span className="tl-strong">{hit.name}</span> <span className="tl-mono">{hit.text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
