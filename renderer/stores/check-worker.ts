import '../bridge/no-eval.ts';
import { compile } from '../../shared/compile/compile.ts';
import { readDocument } from '../../shared/graph/file.ts';
import type { Finding } from '../../shared/compile/findings.ts';

/** A thread of its own that compiles what is on the canvas and says what it finds. */
export interface CheckQuestion {
  readonly id: number;
  readonly text: string;
}

export interface CheckAnswer {
  readonly id: number;
  readonly findings: readonly Finding[];
}

self.onmessage = ({ data }: MessageEvent<CheckQuestion>) => {
  const read = readDocument(data.text);
  const found =
    read.document === null ? read.findings : [...read.findings, ...compile(read.document).findings];
  self.postMessage({ id: data.id, findings: found } satisfies CheckAnswer);
};
