import { useEffect, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../shared/base/ids.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { PORT_PATHS } from '../ui/icons.tsx';
import { drawingOf, nameWidth, type DrawnBlock, type DrawnPort } from './places.ts';

interface DrawingProps {
  readonly document: GraphDocument;
  /** Blocks whose code is shown beside. */
  readonly shown: ReadonlySet<NodeId>;
  readonly pointed: NodeId | null;
  readonly onPoint: (node: NodeId | null) => void;
  /** A person wants to read its code. */
  readonly onOpen: (node: NodeId) => void;
}

/** Below this zoom a name would be smaller than anybody should have to read: it goes, and the block stays. */
const READABLE = 0.92;

/** The drawing beside its code, all of it in sight: each block can be pointed at, with the mouse or the keyboard. */
export const Drawing = ({ document, shown, pointed, onPoint, onOpen }: DrawingProps) => {
  const box = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState({ width: 480, height: 480 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setFrame({ width: element.clientWidth, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const drawn = useMemo(() => drawingOf(document, frame), [document, frame]);
  const { width, height, zoom, size } = drawn;
  return (
    <div ref={box} className="exp-canvas" onMouseLeave={() => onPoint(null)}>
      <div
        className="exp-drawn"
        data-small={zoom < READABLE || undefined}
        style={{ width, height, scale: String(zoom) }}
      >
        <svg width={width} height={height} aria-hidden="true">
          {drawn.wires.map((wire, i) => (
            <path
              key={i}
              d={wire.path}
              className={wire.reference ? 'exp-reference' : 'exp-wire'}
              data-on={pointed !== null && wire.nodes.includes(pointed)}
            />
          ))}
          {drawn.ports.map((port, i) => (
            <Port key={i} port={port} />
          ))}
        </svg>
        {drawn.blocks.map((block) => (
          <button
            key={block.id}
            type="button"
            className="exp-block"
            data-look={block.look}
            data-shown={shown.has(block.id)}
            data-on={block.id === pointed}
            title={block.name}
            style={{ left: block.x, top: block.y, ...size }}
            onMouseEnter={() => onPoint(block.id)}
            onFocus={() => onPoint(block.id)}
            onClick={() => onOpen(block.id)}
          >
            <Face block={block} room={size.width} />
          </button>
        ))}
      </div>
    </div>
  );
};

/** The name comes first: an icon or a capacity is written where there is room beside it. */
const Face = ({ block, room }: { readonly block: DrawnBlock; readonly room: number }) => {
  const free = room - EDGES - nameWidth(block.name);
  return (
    <>
      {block.look === 'object' && free >= ICON && <BlockIcon kind={block.kind} />}
      <span className="exp-name ui-cut">{block.name}</span>
      {block.capacity > 0 && free >= DIGITS && <span className="exp-capacity">{block.capacity}</span>}
    </>
  );
};

const EDGES = 16;
const ICON = 22;
const DIGITS = 20;

const MARK = 11;

const Port = ({ port: { x, y, shape, family } }: { readonly port: DrawnPort }) => (
  <svg
    className="ui-port"
    data-family={family}
    x={x - MARK / 2}
    y={y - MARK / 2}
    width={MARK}
    height={MARK}
    viewBox="0 0 12 12"
  >
    <path d={PORT_PATHS[shape]} fillRule="evenodd" />
  </svg>
);
