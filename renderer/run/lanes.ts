import type { LaneNames } from '../trace/protocol.ts';
import type { TraceClient } from '../trace/trace-client.ts';

let client: TraceClient | null = null;

export const nameLanesBy = (from: TraceClient): void => {
  client = from;
};

/** The goroutines of the run by name; none before the first. */
export const lanesOf = (): LaneNames['goroutines'] => client?.lanes.goroutines ?? [];
