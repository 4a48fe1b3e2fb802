/** A lane: a row of the goroutines or of the objects of a run. */
export interface LaneRef {
  readonly what: 'goroutine' | 'object';
  readonly row: number;
}

export const sameLane = (one: LaneRef | null, other: LaneRef | null): boolean =>
  one === other || (one !== null && other !== null && one.what === other.what && one.row === other.row);
