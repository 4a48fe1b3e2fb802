import { useEffect, useState } from 'react';
import { runView, type RunFrame } from './run-view.ts';

/**
 * What a component wants of the run, looked at as often as words can be read, not as often as frames come. The
 * component draws again only when `same` says the answer differs.
 */
export function useSlowFrame<T>(
  read: (frame: RunFrame | null) => T,
  same: (a: T, b: T) => boolean = Object.is,
  every = 120,
): T {
  const [value, setValue] = useState(() => read(runView.get()));
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      last = performance.now();
      setValue((before) => {
        const next = read(runView.get());
        return same(before, next) ? before : next;
      });
    };
    const stop = runView.subscribe(() => {
      if (timer !== undefined) return;
      // The last frame before a pause is looked at too.
      timer = setTimeout(look, Math.max(0, last + every - performance.now()));
    });
    look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [read, same, every]);
  return value;
}
