import { KIND } from '../../shared/trace/events.ts';
import { GoroutineLane, ObjectLane } from '../trace/lanes.ts';
import type { Flow } from '../trace/flows.ts';
import type { Records } from '../trace/records.ts';
import { STATE_OF_CODE, STATES, TIMED_STATES, type StateName } from '../trace/states.ts';
import { forEachLane, withAlpha, type Frame } from './draw.ts';
import { sameLane } from '../trace/lane-ref.ts';
import { GUTTER, RULER, type PictureTexts } from './protocol.ts';
import { toPixel, type Scale } from './scale.ts';
import type { Theme } from './theme.ts';

/** A flag on the ruler. */
export interface Flag {
  readonly position: number;
  readonly label: string;
}

/** Everything a picture shows above its lanes. Lengths are page pixels. */
export interface Overlay extends Frame {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly theme: Theme;
  readonly texts: PictureTexts;
  /** As `scale`, in page pixels. */
  readonly pageScale: Scale;
  readonly width: number;
  readonly pageHeight: number;
  readonly flows: readonly Flow[];
  readonly flags: readonly Flag[];
  readonly chosen: { readonly from: number; readonly to: number; readonly index: number } | null;
  readonly area: { readonly from: number; readonly to: number } | null;
  readonly hover: number | null;
  /** The moment looked at; null: now. */
  readonly moment: number | null;
}

const NAME_X = 13;
const SELVEDGE = 5;
const VALUE_END = GUTTER - 8;

export function drawOverlay(overlay: Overlay): void {
  const { context, ratio, theme, width, pageHeight } = overlay;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = 'alphabetic';
  context.save();
  context.beginPath();
  context.rect(GUTTER, RULER, width - GUTTER, pageHeight - RULER);
  context.clip();
  drawMarks(overlay);
  drawOwners(overlay);
  drawChosen(overlay);
  drawFlows(overlay);
  drawArea(overlay);
  context.restore();
  drawNames(overlay);
  drawRuler(overlay);
  drawLines(overlay);
  context.strokeStyle = theme.line;
  drawBorder(overlay);
}

/** Names, the selvedge in the colour of the state now, and for objects how full they are. */
function drawNames(overlay: Overlay): void {
  const { context, theme, layout, pageHeight, selected } = overlay;
  context.fillStyle = theme.well;
  context.fillRect(0, RULER, GUTTER, pageHeight - RULER);
  const small = layout.laneHeight < theme.micro;
  forEachLane({ ...overlay, ratio: 1, height: pageHeight }, (lane, top, index) => {
    const y = top + RULER;
    const isSelected = sameLane(selected, layout.lanes[index] ?? null);
    if (isSelected) {
      context.fillStyle = theme.select;
      context.fillRect(0, y, GUTTER, layout.laneHeight);
    }
    const state = lane instanceof GoroutineLane ? stateAt(overlay, lane) : null;
    if (state !== null) {
      context.fillStyle = theme.states[state];
      context.fillRect(0, y + (small ? 0 : 3), SELVEDGE, layout.laneHeight - (small ? 0 : 6));
    }
    if (small) return;
    const baseline = y + Math.round(layout.laneHeight / 2 + theme.micro * 0.34);
    let room = GUTTER - NAME_X - 6;
    if (lane instanceof ObjectLane) {
      const value = valueText(overlay, lane);
      if (value !== '') {
        context.font = `${theme.micro}px ${theme.fontMono}`;
        context.fillStyle = theme.ink3;
        context.textAlign = 'right';
        context.fillText(value, VALUE_END, baseline);
        room -= context.measureText(value).width + 6;
        context.textAlign = 'left';
      }
    }
    context.font = `${isSelected ? theme.strong : theme.weight} ${theme.micro}px ${theme.fontUi}`;
    context.fillStyle = isSelected ? theme.ink : theme.ink2;
    context.fillText(clip(context, lane.name, room), NAME_X, baseline);
  });
}

function stateAt({ store, moment }: Overlay, lane: GoroutineLane): StateName | null {
  const { records } = lane.life;
  const slice = moment === null ? records.count - 1 : records.at(Math.min(moment, store.axis.end));
  if (slice < 0) return null;
  const state = STATE_OF_CODE[records.code(slice)] as number;
  return state < TIMED_STATES || STATES[state] === 'panic' ? (STATES[state] as StateName) : null;
}

/** `3/4` of a channel, the queue of a lock, the value of a counter. */
function valueText({ moment }: Overlay, lane: ObjectLane): string {
  const { records } = lane.level;
  const slice = moment === null ? records.count - 1 : records.at(moment);
  const value = slice < 0 ? 0 : records.value(slice);
  if (lane.kind === 'chan') return lane.capacity > 0 ? `${value}/${lane.capacity}` : '';
  if (lane.kind === 'mutex' || lane.kind === 'rwmutex') {
    const waits = lane.waits?.records;
    const last = waits === undefined ? -1 : moment === null ? waits.count - 1 : waits.at(moment);
    const waiting = waits === undefined || last < 0 ? 0 : waits.value(last) >>> 14;
    return waiting > 0 ? String(waiting) : '';
  }
  return slice < 0 ? '' : String(value);
}

function drawRuler(overlay: Overlay): void {
  const { context, theme, ticks, ratio, width, pageScale, flags } = overlay;
  context.fillStyle = theme.well;
  context.fillRect(0, 0, width, RULER);
  const ending = endingOf(overlay);
  context.font = `${theme.micro}px ${theme.fontMono}`;
  context.fillStyle = theme.ink3;
  const baseline = RULER - 5;
  let free = GUTTER;
  for (const { pixel, label } of ticks) {
    const x = GUTTER + pixel / ratio + 4;
    const end = x + context.measureText(label).width + 8;
    if (x < free || end > width || (ending !== null && x < ending.to + 8 && end > ending.from)) continue;
    context.fillText(label, x, baseline);
    free = end;
  }
  for (const flag of flags) {
    const x = GUTTER + toPixel(pageScale, flag.position);
    if (x < GUTTER || x > width) continue;
    context.font = `${theme.strong} ${theme.micro}px ${theme.fontUi}`;
    const wide = context.measureText(flag.label).width + 12;
    // To the right of its line, or to the left where something else is written.
    const room = ending !== null && ending.from > x ? ending.from - 6 : width;
    const left = x + wide <= room ? x : Math.max(GUTTER, Math.min(x - wide + 1, width - wide));
    context.fillStyle = theme.ink;
    context.fillRect(left, 1, wide, RULER - 3);
    context.fillStyle = theme.inkInverse;
    context.fillText(flag.label, left + 6, baseline);
  }
}

/** Upright lines: flags, the pointer, the moment looked at, the newest moment, how the run ended. */
function drawLines(overlay: Overlay): void {
  const { context, theme, store, pageScale, width, pageHeight, flags, hover, moment } = overlay;
  const line = (position: number, colour: string, thick: number, from = RULER): number | null => {
    const x = GUTTER + toPixel(pageScale, position);
    if (x < GUTTER || x > width) return null;
    context.fillStyle = colour;
    context.fillRect(Math.round(x) - thick / 2, from, thick, pageHeight - from);
    return x;
  };
  for (const { position } of flags) line(position, theme.ink, 1);
  if (hover !== null) line(hover, withAlpha(theme.ink, 0.45), 1);
  const end = store.axis.end;
  const landmark = store.landmarks.at(-1);
  if (store.outcome !== null && landmark !== undefined && ENDINGS.has(landmark.kind)) {
    const x = line(end, theme.states.panic, 2);
    if (x !== null) {
      const ending = endingOf(overlay);
      if (ending !== null) {
        context.font = `${theme.strong} ${theme.micro}px ${theme.fontUi}`;
        context.fillStyle = theme.words.panic;
        context.fillText(ending.text, ending.from, RULER - 5);
      }
    }
  } else if (store.events > 0)
    head(overlay, line(end, theme.ink, moment === null ? 1.5 : 0.75), moment === null);
  if (moment !== null) head(overlay, line(moment, theme.ink, 1.5), true);
}

/** The word beside the end of a run that failed, and the stretch of the ruler it takes. */
function endingOf({
  context,
  theme,
  store,
  pageScale,
  width,
  texts,
}: Overlay): { text: string; from: number; to: number } | null {
  const landmark = store.landmarks.at(-1);
  if (store.outcome === null || landmark === undefined || !ENDINGS.has(landmark.kind)) return null;
  const x = GUTTER + toPixel(pageScale, store.axis.end);
  if (x < GUTTER || x > width) return null;
  context.font = `${theme.strong} ${theme.micro}px ${theme.fontUi}`;
  const text = landmark.kind === 'deadlock' ? texts.deadlock : texts.fatal;
  const wide = context.measureText(text).width;
  const from = width - x - 8 >= wide ? x + 6 : x - wide - 6;
  return { text, from, to: from + wide };
}

const ENDINGS: ReadonlySet<string> = new Set(['deadlock', 'fatal']);

function head({ context }: Overlay, x: number | null, drawn: boolean): void {
  if (x === null || !drawn) return;
  context.beginPath();
  context.moveTo(x - 5, RULER - 4);
  context.lineTo(x + 5, RULER - 4);
  context.lineTo(x, RULER + 3);
  context.fill();
}

/** What must never be missed, at least two pixels wide at any zoom; and small things when there is room for them. */
function drawMarks(overlay: Overlay): void {
  const { store, pageHeight, context, theme, pageScale, width } = overlay;
  forEachLane({ ...overlay, ratio: 1, height: pageHeight }, (lane, top) => {
    if (lane.marks !== null) drawLaneMarks(overlay, lane.marks, top + RULER);
    if (lane.rare !== null) drawRare(overlay, lane.rare, top + RULER);
    if (lane instanceof GoroutineLane) drawEndOfLife(overlay, lane, top + RULER);
  });
  for (const { position, kind } of store.landmarks) {
    if (kind !== 'dropped') continue;
    const x = GUTTER + toPixel(pageScale, position);
    if (x < GUTTER || x > width) continue;
    context.fillStyle = theme.states.panic;
    context.fillRect(x - 1, RULER, RARE, 6);
  }
}

const RARE = 2.5;
/** Point events closer together than this many pixels are left out; rare ones are not. */
const ROOM_FOR_MARKS = 5;

/** Panics, closes, cancellations: one is left out only where another, not two pixels away, is drawn. */
function drawRare(overlay: Overlay, rare: Records, y: number): void {
  const { context, theme, layout } = overlay;
  forEachMark(overlay, rare, RARE / 2, (i, x) => {
    const panicked = rare.code(i) === KIND.panic;
    context.fillStyle = panicked ? theme.states.panic : theme.ink;
    context.fillRect(x - 1, y + (panicked ? 1 : 2), panicked ? 3 : RARE, Math.max(2, layout.laneHeight - 4));
  });
}

function drawLaneMarks(overlay: Overlay, marks: Records, y: number): void {
  const { context, theme, layout } = overlay;
  const height = layout.laneHeight;
  forEachMark(overlay, marks, ROOM_FOR_MARKS, (i, x) => {
    const code = marks.code(i);
    if (code === KIND.log) {
      context.fillStyle = theme.ink;
      context.fillRect(x - 0.5, y + height - 4, 1.5, 3);
    } else if (code === KIND.write) {
      context.fillStyle = theme.ink2;
      context.fillRect(x - 0.75, y + height / 2 - 1, 1.5, height / 2 - 2);
    } else if (code === KIND.read || code === KIND.timer) {
      context.fillStyle = theme.ink3;
      context.fillRect(x - 0.5, y + height / 2 + 1, 1, height / 2 - 4);
    }
  });
}

/** Visits marks in view that are at least `apart` pixels from the one before. */
function forEachMark(
  { pageScale, width }: Overlay,
  marks: Records,
  apart: number,
  visit: (index: number, x: number) => void,
): void {
  let i = Math.max(0, marks.at(pageScale.from - pageScale.perPixel));
  while (i < marks.count) {
    const position = marks.position(i);
    const x = GUTTER + toPixel(pageScale, position);
    if (x > width) return;
    visit(i, x);
    i = Math.max(i, marks.at(position + apart * pageScale.perPixel)) + 1;
  }
}

/** A black mark where a goroutine ended, in the colour of panic where it panicked. */
function drawEndOfLife(overlay: Overlay, lane: GoroutineLane, y: number): void {
  const state = STATE_OF_CODE[lane.code] as number;
  if (state < TIMED_STATES) return;
  const { context, theme, layout, pageScale, width } = overlay;
  const x = GUTTER + toPixel(pageScale, lane.since);
  if (x < GUTTER || x > width) return;
  const panicked = STATES[state] === 'panic';
  context.fillStyle = panicked ? theme.states.panic : theme.ink2;
  const height = layout.laneHeight * (panicked ? 0.78 : 0.5);
  context.fillRect(
    x - (panicked ? 1.5 : 0.5),
    y + (layout.laneHeight - height) / 2,
    panicked ? 3 : 1.5,
    height,
  );
}

/** Who holds a lock, where there is room to say it. */
function drawOwners(overlay: Overlay): void {
  const { store, layout, pageHeight, context, theme, pageScale, width } = overlay;
  if (layout.laneHeight < 16) return;
  context.font = `${theme.micro}px ${theme.fontUi}`;
  forEachLane({ ...overlay, ratio: 1, height: pageHeight }, (lane, top) => {
    if (!(lane instanceof ObjectLane) || (lane.kind !== 'mutex' && lane.kind !== 'rwmutex')) return;
    const { records } = lane.level;
    const last = records.at(pageScale.from + pageScale.width * pageScale.perPixel);
    let i = Math.max(0, records.at(pageScale.from));
    if (last - i > MOST_HOLDS) return;
    for (; i <= last; i++) {
      if (records.code(i) !== KIND.lock) continue;
      const end = i + 1 < records.count ? records.position(i + 1) : store.axis.end;
      const x0 = Math.max(GUTTER, GUTTER + toPixel(pageScale, records.position(i)));
      const x1 = Math.min(width, GUTTER + toPixel(pageScale, end));
      if (x1 - x0 < NARROWEST_NAMED) continue;
      const name = store.goroutine(records.word(i, 3))?.name ?? '';
      const text = clip(context, name, x1 - x0 - 8);
      if (text === '') continue;
      const y = top + RULER + layout.laneHeight - 12;
      context.fillStyle = theme.press;
      context.fillRect(x0, y, x1 - x0, 11);
      context.strokeStyle = theme.lineStrong;
      context.lineWidth = 0.75;
      context.strokeRect(x0 + 0.4, y + 0.4, x1 - x0 - 0.8, 10.2);
      context.fillStyle = theme.ink;
      context.fillText(text, x0 + 4, y + 9.2);
    }
  });
}

const MOST_HOLDS = 400;
const NARROWEST_NAMED = 30;

/** The slice a person chose. */
function drawChosen({ context, theme, layout, pageScale, chosen, scrollTop }: Overlay): void {
  if (chosen === null) return;
  const x0 = GUTTER + toPixel(pageScale, chosen.from);
  const x1 = GUTTER + toPixel(pageScale, chosen.to);
  const y = layout.topOf(chosen.index) - scrollTop + RULER;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.3;
  context.setLineDash([3, 2]);
  context.strokeRect(x0 - 0.5, y + 2, Math.max(3, x1 - x0 + 1), Math.max(3, layout.laneHeight - 4));
  context.setLineDash([]);
}

/** Messages solid, wake-ups dashed, from the one who caused it to the one it reached. */
function drawFlows({ context, theme, layout, pageScale, flows, scrollTop }: Overlay): void {
  const middle = (row: number): number => layout.topOf(row) - scrollTop + RULER + layout.laneHeight / 2;
  for (const flow of flows) {
    if (flow.fromRow < 0 || flow.toRow < 0) continue;
    const x0 = GUTTER + toPixel(pageScale, flow.from);
    const x1 = GUTTER + toPixel(pageScale, flow.to);
    const [y0, y1] = [middle(flow.fromRow), middle(flow.toRow)];
    const bend = x1 - x0 > 20 ? (x1 - x0) / 2 : 10;
    const path = new Path2D();
    path.moveTo(x0, y0);
    if (x1 - x0 > 20) path.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
    else path.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
    context.setLineDash([]);
    context.strokeStyle = theme.well;
    context.lineWidth = 3;
    context.stroke(path);
    context.setLineDash(flow.kind === 'wake' ? [3, 2] : []);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.1;
    context.stroke(path);
    context.setLineDash([]);
    context.beginPath();
    context.arc(x1, y1, 2.6, 0, 7);
    context.fillStyle = theme.ink;
    context.fill();
    context.strokeStyle = theme.well;
    context.lineWidth = 1;
    context.stroke();
  }
}

function drawArea({ context, theme, pageScale, area, pageHeight }: Overlay): void {
  if (area === null) return;
  const x0 = GUTTER + toPixel(pageScale, Math.min(area.from, area.to));
  const x1 = GUTTER + toPixel(pageScale, Math.max(area.from, area.to));
  context.fillStyle = theme.select;
  context.fillRect(x0, RULER, x1 - x0, pageHeight - RULER);
  context.fillStyle = theme.ink2;
  context.fillRect(x0, RULER, 1, pageHeight - RULER);
  context.fillRect(x1 - 1, RULER, 1, pageHeight - RULER);
}

/** Between the goroutines and what they share. */
function drawBorder({ context, layout, scrollTop, width, pageHeight }: Overlay): void {
  if (layout.firstObject === 0 || layout.firstObject >= layout.lanes.length) return;
  const y = RULER + layout.topOf(layout.firstObject) - scrollTop - 2.5;
  if (y <= RULER || y > pageHeight) return;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(width, y);
  context.stroke();
}

/** A text that fits, with an ellipsis where it does not; empty where not even two letters would. */
function clip(context: OffscreenCanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low < 2 ? '' : `${text.slice(0, low)}…`;
}
