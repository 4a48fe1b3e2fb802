import type { Segment } from './live-block.ts';

/** The strip that says the state: one segment a replica, or one a state where there are many. */
export const Selvedge = ({ segments }: { readonly segments: readonly Segment[] }) => (
  <span className="cv-selvedge" aria-hidden="true">
    {segments.length === 0 ? (
      <span data-st="new" />
    ) : (
      segments.map(({ state, count }, i) => <span key={i} data-st={state} style={{ flexGrow: count }} />)
    )}
  </span>
);
