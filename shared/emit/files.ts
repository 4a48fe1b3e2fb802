/** A file of an export. */
export interface ExportedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly LineSpan[];
}

/** Lines of a file (1-based, inclusive) that came from a block. */
export interface LineSpan {
  readonly node: string;
  readonly from: number;
  readonly to: number;
}
