import { useStore } from '@xyflow/react';

const SIZE = 32;

/** The canvas's ground: a faint weave that moves with the drawing. */
export const Weave = () => {
  const [x, y, zoom] = useStore((state) => state.transform);
  // Further away the threads would run together: each step keeps every second one.
  const scale = zoom * 2 ** Math.max(0, Math.ceil(Math.log2(0.6 / zoom)));
  return (
    <svg className="cv-weave" aria-hidden="true">
      <defs>
        <pattern
          id="cv-weave"
          width={SIZE}
          height={SIZE}
          patternUnits="userSpaceOnUse"
          patternTransform={`translate(${x} ${y}) scale(${scale})`}
        >
          <path
            d="M5 8h6M21 24h6M24 5v6M8 21v6"
            strokeWidth="1.5"
            strokeLinecap="round"
            stroke="var(--weave)"
          />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#cv-weave)" />
    </svg>
  );
};
