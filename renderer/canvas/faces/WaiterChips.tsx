import type { Waiter } from '../live-block.ts';

interface WaiterChipsProps {
  readonly queue: readonly Waiter[];
  readonly waiting: number;
  /** How many are named; the rest is a number. */
  readonly most: number;
  /** Their places in the queue are written. */
  readonly numbered?: boolean;
}

/** Who waits, longest first. */
export const WaiterChips = ({ queue, waiting, most, numbered = false }: WaiterChipsProps) => (
  <span className="cv-chips">
    {queue.slice(0, most).map((waiter, i) => (
      <span key={i} className="cv-chip" data-st={waiter.state}>
        <span className="cv-cut">{numbered ? `${i + 1} ${waiter.name}` : waiter.name}</span>
      </span>
    ))}
    {waiting > most && <span className="cv-time">+{waiting - most}</span>}
  </span>
);
