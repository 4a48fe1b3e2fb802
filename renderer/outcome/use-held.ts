import { useEffect, useState } from 'react';
import type { Held } from '../trace/protocol.ts';
import type { TraceClient } from '../trace/trace-client.ts';

const NONE: readonly Held[] = [];

/** Who holds these locks at the end, and since when. `end` is the position asked about: another end, another answer. */
export function useHeld(
  client: TraceClient,
  objects: readonly number[],
  end: number | null,
): readonly Held[] {
  const [found, setFound] = useState({ key: '', held: NONE });
  const key = `${objects.join()}@${end}`;
  useEffect(() => {
    const rows = (key.split('@')[0] ?? '').split(',').filter((row) => row !== '');
    if (rows.length === 0) return;
    let late = false;
    client.ask('held', { rows: rows.map(Number) }).then(
      (held) => {
        if (!late) setFound({ key, held });
      },
      // Without an answer nothing is claimed.
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [client, key]);
  return found.key === key ? found.held : NONE;
}
