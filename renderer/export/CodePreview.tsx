import { useEffect, useMemo, useRef } from 'react';
import type { LineSpan } from '../../shared/ipc/contract.ts';
import { highlight } from './highlight.ts';

interface CodePreviewProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly spans: readonly LineSpan[];
  /** The name of a block by its id. */
  readonly names: (node: string) => string;
  readonly pointed: string | null;
  readonly onPoint: (node: string | null) => void;
  /** A person clicked a line of a block. */
  readonly onPick: (node: string) => void;
}

/** Code with its lines' blocks named beside it. Pointing at a line points at its block, and the other way round. */
export const CodePreview = (props: CodePreviewProps) => {
  const { id, label, text, spans, names, pointed, onPoint, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const fromHere = useRef(false);
  const lines = useMemo(() => highlight(text.replace(/\n$/, '')), [text]);
  const owner = useMemo(() => ownersOf(lines.length, spans), [lines.length, spans]);

  useEffect(() => {
    // A block pointed at in the drawing: its first line comes into sight.
    if (pointed === null || fromHere.current) return;
    const first = spans.find((span) => span.node === pointed)?.from;
    const line = first === undefined ? null : box.current?.querySelector(`[data-line="${first}"]`);
    line?.scrollIntoView({ block: 'center' });
  }, [pointed, spans]);

  return (
    <div
      ref={box}
      id={id}
      className="exp-lines"
      role="tabpanel"
      aria-label={label}
      tabIndex={0}
      onMouseEnter={() => {
        fromHere.current = true;
      }}
      onMouseLeave={() => {
        fromHere.current = false;
        onPoint(null);
      }}
    >
      {lines.map((tokens, i) => {
        const span = owner[i] ?? null;
        const first = span !== null && span.from === i + 1;
        return (
          <div
            key={i}
            className="exp-line"
            data-line={i + 1}
            data-owned={span !== null}
            data-last={span !== null && span.to === i + 1}
            data-on={span !== null && span.node === pointed}
            onMouseEnter={() => onPoint(span?.node ?? null)}
            onClick={() => span !== null && onPick(span.node)}
          >
            <span className="exp-band ui-cut">{first && span !== null ? names(span.node) : ''}</span>
            <span className="exp-number">{i + 1}</span>
            <code>
              {tokens.map((token, j) => (
                <span key={j} data-is={token.is}>
                  {token.text}
                </span>
              ))}
            </code>
          </div>
        );
      })}
    </div>
  );
};

/** The innermost span of every line; null where no block is the reason. */
export function ownersOf(count: number, spans: readonly LineSpan[]): readonly (LineSpan | null)[] {
  const owners: (LineSpan | null)[] = Array.from({ length: count }, () => null);
  for (const span of spans) {
    for (let line = Math.max(1, span.from); line <= Math.min(count, span.to); line++) {
      const known = owners[line - 1] ?? null;
      if (known === null || span.to - span.from < known.to - known.from) owners[line - 1] = span;
    }
  }
  return owners;
}
