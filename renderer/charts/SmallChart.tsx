import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '../trace/chart-data.ts';
import { paintColumns, topOf } from './chart-painter.ts';
import { columnAt } from './Panel.tsx';

/** One line: its numbers and the colour token it is drawn in. */
export interface SmallLine {
  readonly series: Series;
  readonly token: string;
}

export interface SmallChartProps {
  readonly label: string;
  readonly lines: readonly SmallLine[];
  /** The value at the top; null: a round one above the largest. */
  readonly top: number | null;
  /** Steps, for what jumps; lines, for what drifts. */
  readonly steps: boolean;
  /** Fills the area below the first line. */
  readonly filled: boolean;
  /** The moment looked at, as a position; null: now. */
  readonly moment: number | null;
  /** The column under the pointer; null: none. */
  readonly onColumn: (column: number | null) => void;
}

/** Above this many points columns are painted instead of lines drawn. */
const MANY = 20_000;

/** A chart without axes: three lines to judge a height by, and the numbers beside its title. */
export function SmallChart(props: SmallChartProps) {
  const many = props.lines.reduce((sum, { series }) => sum + series.points, 0) > MANY;
  return (
    <div className="ch-plot" role="img" aria-label={props.label}>
      {many ? <ColumnPlot {...props} /> : <LinePlot {...props} />}
    </div>
  );
}

const colourOf = (element: Element, token: string): string =>
  getComputedStyle(element).getPropertyValue(token).trim();

const topFor = ({ top, lines }: SmallChartProps): number =>
  top ?? topOf(lines.map(({ series }) => series.most));

function LinePlot(props: SmallChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const shape = props.lines.map(({ token }) => token).join();

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = new UPlot(optionsFor(element, latest), [[]], element);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, props.steps, props.filled]);

  useEffect(() => {
    const { lines } = props;
    const x = lines[0]?.series.at ?? [];
    plot.current?.setData([x, ...lines.map(({ series }) => gaps(series.mean))] as UPlot.AlignedData);
  });
  return <div ref={host} className="ch-host" />;
}

/** uPlot leaves a gap where a value is null. */
const gaps = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

function optionsFor(element: HTMLElement, latest: { readonly current: SmallChartProps }): UPlot.Options {
  const { lines, steps, filled } = latest.current;
  const stepped = UPlot.paths.stepped?.({ align: 1 });
  return {
    width: Math.max(1, element.clientWidth),
    height: Math.max(1, element.clientHeight),
    padding: [1, 0, 1, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: false }, y: { range: () => [0, topFor(latest.current)] } },
    cursor: { x: true, y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    series: [
      {},
      ...lines.map(({ token }, i) => ({
        stroke: () => colourOf(element, token),
        width: 1.4,
        points: { show: false },
        ...(steps && stepped !== undefined ? { paths: stepped } : {}),
        ...(filled && i === 0 ? { fill: () => hatched(element, token) } : {}),
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawGrid(plot, colourOf(element, '--chart-grid'))],
      draw: [(plot) => drawMoment(plot, latest.current.moment, colourOf(element, '--ink'))],
      setCursor: [(plot) => latest.current.onColumn(plot.cursor.idx ?? null)],
    },
  };
}

function drawGrid({ ctx, bbox }: UPlot, colour: string): void {
  ctx.fillStyle = colour;
  for (const share of [0, 0.5, 1]) {
    ctx.fillRect(bbox.left, Math.round(bbox.top + share * (bbox.height - 1)), bbox.width, 1);
  }
}

/** The moment looked at, as a line from top to bottom. */
function drawMoment(plot: UPlot, moment: number | null, colour: string): void {
  const { min, max } = plot.scales['x'] ?? {};
  if (moment === null || min == null || max == null || moment < min || moment > max) return;
  const { top, height } = plot.bbox;
  plot.ctx.fillStyle = colour;
  plot.ctx.fillRect(Math.round(plot.valToPos(moment, 'x', true)), top, Math.ceil(devicePixelRatio), height);
}

/** A state's colour with upright bars, the hatch of waiting for a lock. */
function hatched(element: Element, token: string): CanvasPattern | string {
  const colour = colourOf(element, token);
  const size = Math.round(4 * devicePixelRatio);
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.fillStyle = colourOf(element, '--surface-panel');
  context.fillRect(0, 0, size * 0.33, size);
  return context.createPattern(tile, 'repeat') ?? colour;
}

/** The same from columns: for more points than a line should be drawn through. */
function ColumnPlot(props: SmallChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return;
    const ratio = devicePixelRatio;
    element.width = Math.max(1, Math.round(element.clientWidth * ratio));
    element.height = Math.max(1, Math.round(element.clientHeight * ratio));
    paintColumns(context, {
      lines: props.lines.map(({ series, token }) => ({ ...series, colour: colourOf(element, token) })),
      width: element.width,
      height: element.height,
      top: topFor(props),
      grid: colourOf(element, '--chart-grid'),
      thickness: 1.4 * ratio,
    });
    const column = columnAt(props.lines[0]?.series, props.moment);
    if (column === null) return;
    const columns = props.lines[0]?.series.mean.length ?? 1;
    context.fillStyle = colourOf(element, '--ink');
    context.fillRect(Math.round((column / columns) * element.width), 0, Math.ceil(ratio), element.height);
  });
  return (
    <canvas
      ref={canvas}
      className="ch-host"
      onPointerMove={(event) => {
        const columns = props.lines[0]?.series.mean.length ?? 0;
        const box = event.currentTarget.getBoundingClientRect();
        const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
        props.onColumn(column >= 0 && column < columns ? column : null);
      }}
      onPointerLeave={() => props.onColumn(null)}
    />
  );
}
