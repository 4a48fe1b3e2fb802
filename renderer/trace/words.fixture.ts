import { nanos } from '../../shared/base/time.ts';
import type { LevelDetails, SliceDetails } from './details.ts';

/** A goroutine that waits for a lock, as the design's picture has it. */
export const sliceFixture: SliceDetails = {
  what: 'goroutine',
  lane: { row: 3, name: 'worker 2' },
  slice: 12,
  state: 'mutex',
  from: 2_457_000_000,
  to: null,
  since: nanos(2_457_000_000),
  lasted: 1_900_000,
  steps: 7,
  reason: 'sync.Mutex.Lock',
  waitsOn: { row: 2, name: 'mu', kind: 'mutex' },
  heldBy: { row: 2, name: 'worker 1' },
  place: 1,
  queue: 2,
  wokenBy: null,
  site: 1,
};

/** A full channel. */
export const levelWordsFixture: LevelDetails = {
  what: 'object',
  lane: { row: 1, name: 'results' },
  kind: 'chan',
  slice: 3,
  event: 'send',
  by: { row: 4, name: 'worker 3' },
  from: 0,
  to: null,
  since: nanos(0),
  lasted: 10_500_000,
  value: 4,
  capacity: 4,
  owner: null,
  sent: 58,
  received: 54,
  waitingSenders: 1,
  waitingReceivers: 0,
  waiting: 1,
};
