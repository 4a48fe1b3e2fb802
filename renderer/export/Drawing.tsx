import { useEffect, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../shared/base/ids.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { drawingOf } from './places.ts';

interface DrawingProps {
  readonly document: GraphDocument;
  readonly pointed: NodeId | null;
  readonly onPoint: (node: NodeId | null) => void;
}

/** The drawing beside its code: each block can be pointed at, with the mouse or the keyboard. */
export const Drawing = ({ document, pointed, onPoint }: DrawingProps) => {
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
  const { blocks, wires, width, height, size } = useMemo(() => drawingOf(document, frame), [document, frame]);
  return (
    <div ref={box} className="exp-canvas" onMouseLeave={() => onPoint(null)}>
      <div style={{ position: 'relative', width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {wires.map((wire, i) => (
            <path
              key={i}
              d={wire.path}
              className={wire.reference ? 'exp-reference' : 'exp-wire'}
              data-on={pointed !== null && wire.nodes.includes(pointed)}
            />
          ))}
        </svg>
        {blocks.map((block) => (
          <button
            key={block.id}
            type="button"
            className="exp-block"
            data-goroutine={block.goroutine}
            data-on={block.id === pointed}
            style={{ left: block.x, top: block.y, ...size }}
            onMouseEnter={() => onPoint(block.id)}
            onFocus={() => onPoint(block.id)}
          >
            <span className="ui-cut">{block.name}</span>
          </button>
        ))}
      </div>
    </div>
  );
};
