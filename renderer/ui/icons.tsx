import type { ReactNode } from 'react';
import type { PortFamily, PortShape } from '../../shared/blocks/ports.ts';
import type { StateName } from '../trace/states.ts';

/** What is drawn small: icons, the glyphs of states, the shapes of ports. All are decoration: words say the same. */

const ICONS = {
  run: <path d="M4.5 3l8.5 5-8.5 5z" fill="currentColor" />,
  pause: <path d="M5 3v10M11 3v10" strokeWidth="2.4" strokeLinecap="butt" />,
  step: <path d="M3.5 3.5l6 4.5-6 4.5zM12.5 3.5v9" />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1" fill="currentColor" stroke="none" />,
  search: <path d="M11 7a4 4 0 11-8 0 4 4 0 018 0zM10 10l3.5 3.5" />,
  sun: (
    <path d="M11 8a3 3 0 11-6 0 3 3 0 016 0zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1" />
  ),
  projector: <path d="M2.5 3h11a1 1 0 011 1v6a1 1 0 01-1 1h-11a1 1 0 01-1-1V4a1 1 0 011-1zM8 11v3M5 14h6" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  check: <path d="M3 8.5L6.5 12 13 4.5" />,
  down: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  up: <path d="M4.5 9.5L8 6l3.5 3.5" />,
  left: <path d="M9.5 4.5L6 8l3.5 3.5" />,
  right: <path d="M6.5 4.5L10 8l-3.5 3.5" />,
  folder: <path d="M1.8 4.2a1 1 0 011-1h3.4l1.4 1.6h5.6a1 1 0 011 1v6a1 1 0 01-1 1H2.8a1 1 0 01-1-1z" />,
  file: <path d="M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2" />,
  copy: <path d="M6 5h6.5a1 1 0 011 1v7a1 1 0 01-1 1H6a1 1 0 01-1-1V6a1 1 0 011-1zM10.5 5V2.5h-8v9H5" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />,
  warning: <path d="M8 2.2l6.2 11H1.8zM8 6.4v3.4M8 11.6v.1" />,
  error: <path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3zM8 5v3.6M8 10.8v.1" />,
  info: <path d="M14 8A6 6 0 112 8a6 6 0 0112 0zM8 7.2v3.6M8 5v.1" />,
  lock: <path d="M4 7h8a1 1 0 011 1v4.5a1 1 0 01-1 1H4a1 1 0 01-1-1V8a1 1 0 011-1zM5 7V5a3 3 0 016 0v2" />,
  clock: <path d="M14 8A6 6 0 112 8a6 6 0 0112 0zM8 4.5V8l2.4 1.6" />,
  replay: <path d="M3 8a5 5 0 105-5 5.4 5.4 0 00-3.9 1.7L3 6M3 2.8V6h3.2" />,
  next: <path d="M3.5 3.5L8 8l-4.5 4.5M8.5 3.5L13 8l-4.5 4.5" />,
  trash: <path d="M2.8 4.5h10.4M6 4.5V2.8h4v1.7M4 4.5l.6 8.7h6.8l.6-8.7" />,
  edit: <path d="M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.6 4.2l2.2 2.2" />,
  drag: <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2" />,
  language: (
    <path d="M2 4h7M5.5 2.5V4M3.4 4c.4 2.6 2 4.6 4.4 5.8M7.8 4C7.3 6.8 5.4 9 2.6 10M8 13.5L11 6l3 7.5M9 11h4" />
  ),
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof ICONS;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg
    className="ui-icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {ICONS[name]}
  </svg>
);

const GLYPHS: Readonly<Record<StateName, ReactNode>> = {
  running: <path d="M3 2l7 4-7 4z" fill="currentColor" />,
  runnable: <path d="M3.2 2.4L9.4 6 3.2 9.6z" />,
  send: <path d="M1 6h6.4M5 3.6L7.4 6 5 8.4M10.6 2v8" />,
  recv: <path d="M1.4 2v8M4 6h6.6M8.2 3.6L10.6 6 8.2 8.4" />,
  select: <path d="M1 6h3.5M10.8 2.4C7 2.4 6.5 6 4.5 6M10.8 9.6C7 9.6 6.5 6 4.5 6M4.5 6h6.3" />,
  mutex: (
    <>
      <rect x="2.4" y="5.4" width="7.2" height="5" rx="1" fill="currentColor" />
      <path d="M4 5V3.6a2 2 0 014 0V5" />
    </>
  ),
  wait: <path d="M3 1.6h6L6 6l3 4.4H3L6 6z" />,
  sleep: <path d="M9.8 7.4A4.4 4.4 0 114.6 2.2a3.5 3.5 0 005.2 5.2z" />,
  panic: <path d="M2.6 2.6l6.8 6.8M9.4 2.6L2.6 9.4" strokeWidth="2" />,
  done: <path d="M2.4 6.4l2.4 2.4 4.8-5.4" />,
  new: <circle cx="6" cy="6" r="3.6" />,
};

/** The glyph of a state, in the colour of the text around it. */
export const StateGlyph = ({ state }: { readonly state: StateName }) => (
  <svg className="ui-glyph" viewBox="0 0 12 12" aria-hidden="true">
    {GLYPHS[state]}
  </svg>
);

/** The mark of a state: its fill and its hatch. */
export const Swatch = ({ state }: { readonly state: StateName }) => (
  <span className="ui-swatch" data-st={state} aria-hidden="true" />
);

/** The outline of a port's shape in a box of 12 by 12: filled with the even-odd rule. */
export const PORT_PATHS: Readonly<Record<PortShape, string>> = {
  send: 'M2 1.2L10.8 6 2 10.8z',
  recv: 'M1 1.2h9.6v9.6H1L5.4 6z',
  mutex: 'M1.6 1.6h8.8v8.8H1.6zM6 4.4a1.6 1.6 0 100 3.2 1.6 1.6 0 000-3.2z',
  rwmutex: 'M1.4 1.4h3.7v9.2H1.4zM6.9 1.4h3.7v9.2H6.9z',
  semaphore: 'M1 1.6h2.4v8.8H1zM4.8 1.6h2.4v8.8H4.8zM8.6 1.6H11v8.8H8.6z',
  waitgroup: 'M6 .7l4.7 2.65v5.3L6 11.3 1.3 8.65v-5.3z',
  once: 'M6 .8a5.2 5.2 0 100 10.4A5.2 5.2 0 006 .8zm0 1.7a3.5 3.5 0 110 7 3.5 3.5 0 010-7zm0 1.8a1.7 1.7 0 100 3.4 1.7 1.7 0 000-3.4z',
  cond: 'M.8 9a5.2 5.2 0 0110.4 0z',
  context: 'M6 .4L11.6 6 6 11.6.4 6z',
  var: 'M6 1.3a4.7 4.7 0 100 9.4 4.7 4.7 0 000-9.4z',
  signal: 'M6 1a5 5 0 100 10A5 5 0 006 1zm0 2a3 3 0 110 6 3 3 0 010-6z',
};

/** A port's shape in the colour of its family: shape tells the type, colour the family. */
export const PortMark = ({ shape, family }: { readonly shape: PortShape; readonly family: PortFamily }) => (
  <svg className="ui-port" data-family={family} viewBox="0 0 12 12" aria-hidden="true">
    <path d={PORT_PATHS[shape]} fillRule="evenodd" />
  </svg>
);

/** The mark of Weft: three threads over three. */
export const WeftMark = ({ size = '1.25rem' }: { readonly size?: string }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.2"
    aria-hidden="true"
    style={{ flex: 'none' }}
  >
    <path d="M5 2v5M5 9.4V18M10 2v.9M10 5.3v7.1M10 14.8V18M15 2v5M15 9.4V18" />
    <path d="M2 4.1h1M7 4.1h6M17 4.1h1M2 8.2h6M12 8.2h6M2 13.6h1M7 13.6h6M17 13.6h1" opacity=".55" />
  </svg>
);
