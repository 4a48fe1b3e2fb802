import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';

interface RowsProps {
  readonly label: string;
  readonly count: number;
  /** Pixels on a root of 16. */
  readonly height: number;
  readonly row: (index: number) => ReactNode;
  /** Stays at the end as rows arrive, until a person scrolls away. */
  readonly follow?: boolean;
  readonly className?: string;
}

/** A list of any length: only the rows in sight are in the page. */
export function Rows({ label, count, height, row, follow = false, className = '' }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 400, unit: 1 });
  const atEnd = useRef(true);
  const unit = height * view.unit;

  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const root = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - height * root;
    setView((before) =>
      before.top === element.scrollTop && before.height === element.clientHeight && before.unit === root
        ? before
        : { top: element.scrollTop, height: element.clientHeight, unit: root },
    );
  }, [height]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);

  useEffect(() => {
    if (follow && atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, count, unit]);

  const first = Math.max(0, Math.floor(view.top / unit) - 8);
  const last = Math.min(count, Math.ceil((view.top + view.height) / unit) + 8);
  return (
    <div
      ref={box}
      className={`ui-rows ${className}`}
      role="list"
      aria-label={label}
      tabIndex={0}
      onScroll={look}
    >
      <div style={{ height: count * unit, position: 'relative' }} role="presentation">
        <div style={{ transform: `translateY(${first * unit}px)` }} role="presentation">
          {Array.from({ length: Math.max(0, last - first) }, (_, i) => row(first + i))}
        </div>
      </div>
    </div>
  );
}
