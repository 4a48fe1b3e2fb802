/** What gives the numbers of a trace their names: the part of an executable that a reader of traces looks at. */
export interface TraceTables {
  readonly name: string;
  readonly objects: readonly { readonly name: string; readonly kind: string }[];
  readonly goroutines: readonly { readonly name: string; readonly replicas: number }[];
  readonly sites: readonly (TraceSite | null)[];
}

/** Where a piece of program was written: line and column are 1-based within parameter `param` of the block. */
export interface TraceSite {
  readonly node: string;
  readonly param: string;
  readonly line: number;
  readonly column: number;
}
