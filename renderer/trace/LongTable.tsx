import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import './trace.css';

export interface LongTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** The cells of a row; called for rows in view only. */
  readonly row: (index: number) => readonly ReactNode[];
  /** -1: none. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

const ROW_HEIGHT = 24;
/** Rows kept above and below the ones in view. */
const MARGIN = 8;

/** A table of any length: only the rows in view exist, and its readers are told how many there are. */
export function LongTable({ label, columns, count, row, selected, onSelect }: LongTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ first: 0, rows: 40 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (): void =>
      setView({
        first: Math.floor(element.scrollTop / ROW_HEIGHT),
        rows: Math.ceil(element.clientHeight / ROW_HEIGHT),
      });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  const first = Math.max(0, Math.min(view.first - MARGIN, count - 1));
  const last = Math.min(count, view.first + view.rows + MARGIN);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(count - 1, selected + by));
    onSelect(next);
    const element = scroller.current;
    if (element === null) return;
    const top = next * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + element.clientHeight - 2 * ROW_HEIGHT) {
      element.scrollTop = top - element.clientHeight + 2 * ROW_HEIGHT;
    }
  };
  const rows: ReactNode[] = [];
  for (let index = first; index < last; index++) {
    rows.push(
      <tr
        key={index}
        aria-rowindex={index + 2}
        aria-selected={index === selected}
        onClick={() => onSelect(index)}
      >
        {row(index).map((cell, i) => (
          <td key={i}>{cell}</td>
        ))}
      </tr>,
    );
  }
  return (
    <div className="tl-table" ref={scroller} tabIndex={0} role="group" aria-label={label} onKeyDown={step}>
      <table aria-label={label} aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr aria-hidden="true" style={{ height: first * ROW_HEIGHT }} />}
          {rows}
          {last < count && <tr aria-hidden="true" style={{ height: (count - last) * ROW_HEIGHT }} />}
        </tbody>
      </table>
    </div>
  );
}
