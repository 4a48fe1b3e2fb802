import { createElement, memo } from 'react';
import { readShapes, type SvgShape } from './svg-shapes.ts';

const FILES = import.meta.glob<string>('../../shared/blocks/*/icon.svg', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const SHAPES: ReadonlyMap<string, readonly SvgShape[]> = new Map(
  Object.entries(FILES).map(([path, svg]) => [path.split('/').at(-2) ?? '', readShapes(svg)]),
);

/** The icon of a kind of block, in the colour of the text around it; a frame for a kind this program does not have. */
export const BlockIcon = memo(({ kind }: { readonly kind: string }) => (
  <svg
    className="ui-icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {(SHAPES.get(kind) ?? UNKNOWN).map(({ tag, attributes }, i) =>
      createElement(tag, { ...attributes, key: i }),
    )}
  </svg>
));

const UNKNOWN: readonly SvgShape[] = [
  {
    tag: 'rect',
    attributes: { x: '2.5', y: '3.5', width: '11', height: '9', rx: '1', strokeDasharray: '2 2' },
  },
];
