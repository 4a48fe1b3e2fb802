import { useStore } from '@xyflow/react';
import { useCanvas } from './canvas-store.ts';

/** The lines a dragged block was put into. */
export const GuideLines = () => {
  const guides = useCanvas((state) => state.guides);
  const [x, y, zoom] = useStore((state) => state.transform);
  if (guides.x.length + guides.y.length === 0) return null;
  return (
    <svg className="cv-guides" aria-hidden="true">
      {guides.x.map((at) => (
        <path key={`x${at}`} d={`M${at * zoom + x} 0V10000`} />
      ))}
      {guides.y.map((at) => (
        <path key={`y${at}`} d={`M0 ${at * zoom + y}H10000`} />
      ))}
    </svg>
  );
};
