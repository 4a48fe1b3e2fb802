import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Point } from '../../shared/graph/edits.ts';
import { SearchField } from '../ui/SearchField.tsx';

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Dim, after the label. */
  readonly note?: string;
  readonly icon?: ReactNode;
  /** What else it is found by. */
  readonly words?: string;
}

interface PickListProps {
  readonly title: string;
  readonly find: string;
  readonly none: string;
  readonly choices: readonly Choice[];
  /** Where it opens, in pixels of the canvas element. */
  readonly at: Point;
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
}

/** A short list to choose from by typing, at a place on the canvas. */
export function PickList({ title, find, none, choices, at, onPick, onClose }: PickListProps) {
  const [wanted, setWanted] = useState('');
  const [marked, setMarked] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const shown = useMemo(() => matching(choices, wanted), [choices, wanted]);
  const place = usePlace(box, at);

  // Before the first paint: what is typed at once is typed here.
  useLayoutEffect(() => field.current?.focus(), [title]);
  useEffect(() => setMarked(0), [wanted, choices]);
  useEffect(() => {
    const onDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) onClose();
    };
    window.addEventListener('pointerdown', onDown, true);
    return () => window.removeEventListener('pointerdown', onDown, true);
  }, [onClose]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const last = shown.length - 1;
    const to = { ArrowDown: marked + 1, ArrowUp: marked - 1, Home: 0, End: last }[event.key];
    if (to !== undefined && shown.length > 0) {
      event.preventDefault();
      setMarked((to + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = shown[marked];
      if (choice !== undefined) onPick(choice.id);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    }
  };

  return (
    <div
      ref={box}
      className="cv-picker nowheel nopan nodrag"
      role="dialog"
      aria-label={title}
      style={place}
      onKeyDown={onKeyDown}
    >
      <h3>{title}</h3>
      <SearchField label={find} placeholder={find} value={wanted} onType={setWanted} inputRef={field} />
      <ul ref={list} role="listbox" aria-label={title} id={id}>
        {shown.map((choice, i) => (
          <li
            key={choice.id}
            role="option"
            aria-selected={i === marked}
            className="cv-choice"
            onPointerMove={() => setMarked(i)}
            onClick={() => onPick(choice.id)}
          >
            {choice.icon}
            <span className="ui-cut">{choice.label}</span>
            {choice.note !== undefined && <span className="cv-choice-note ui-cut">{choice.note}</span>}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="cv-picker-none">{none}</p>}
    </div>
  );
}

/** What answers to the words typed; what begins with them comes first. */
export function matching(choices: readonly Choice[], wanted: string): readonly Choice[] {
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return choices;
  const text = (choice: Choice): string =>
    `${choice.label} ${choice.note ?? ''} ${choice.words ?? ''}`.toLowerCase();
  const rank = (choice: Choice): number => (choice.label.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return choices
    .filter((choice) => words.every((word) => text(choice).includes(word)))
    .sort((a, b) => rank(a) - rank(b));
}

/** At the place asked for, and inside the canvas. */
function usePlace(
  box: React.RefObject<HTMLDivElement | null>,
  at: Point,
): { readonly left: number; readonly top: number } {
  const [place, setPlace] = useState({ left: at.x, top: at.y });
  useLayoutEffect(() => {
    const element = box.current;
    const parent = element?.offsetParent;
    if (element == null || parent == null) return;
    const margin = 8;
    setPlace({
      left: Math.max(margin, Math.min(at.x, parent.clientWidth - element.offsetWidth - margin)),
      top: Math.max(margin, Math.min(at.y, parent.clientHeight - element.offsetHeight - margin)),
    });
  }, [box, at]);
  return place;
}
