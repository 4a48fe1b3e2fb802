import { GoroutineLane, type LaneKind, type ObjectLane } from '../trace/lanes.ts';
import type { TraceStore } from '../trace/store.ts';
import { fillColumns } from './detail-levels.ts';
import { colourWord, makeTiles, type Tile } from './hatches.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import { laneOf, type Layout } from './layout.ts';
import { bandsOf, drawLevels, drawLife, type Bands, type LevelColours, type Pixels } from './pixels.ts';
import type { Tick } from './ruler.ts';
import type { Scale } from './scale.ts';
import type { Theme } from './theme.ts';

/** What one frame shows. Lengths are pixels of the display, not of the page. */
export interface Frame {
  readonly store: TraceStore;
  readonly layout: Layout;
  /** Snapped to whole pixels: see `snapped` in `scale.ts`. `width` is the picture's. */
  readonly scale: Scale;
  /** Device pixels a page pixel. */
  readonly ratio: number;
  readonly height: number;
  /** How far down the lanes are scrolled. */
  readonly scrollTop: number;
  readonly selected: LaneRef | null;
  readonly ticks: readonly Tick[];
}

/** What lanes are drawn in: words of image data. */
export interface LaneColours {
  /** One per timed state. */
  readonly tiles: readonly Tile[];
  readonly surface: number;
  /** The surface of the chosen lane. */
  readonly selected: number;
  readonly grid: number;
  /** What has not happened yet. */
  readonly future: number;
  readonly channel: LevelColours;
  readonly lock: LevelColours;
  /** Wait groups, conditions, counters, timers. */
  readonly other: LevelColours;
}

const NO_LEVELS: LevelColours = { fill: 0, send: 0, receive: 0, other: 0 };
const NO_COLOURS: LaneColours = {
  tiles: [],
  surface: 0,
  selected: 0,
  grid: 0,
  future: 0,
  channel: NO_LEVELS,
  lock: NO_LEVELS,
  other: NO_LEVELS,
};

const LOCKS: ReadonlySet<LaneKind> = new Set<LaneKind>(['mutex', 'rwmutex', 'semaphore', 'once']);
const CHANNELS: ReadonlySet<LaneKind> = new Set<LaneKind>(['chan', 'timer', 'ticker']);

const familyOf = (kind: LaneKind): 'channel' | 'lock' | 'other' =>
  CHANNELS.has(kind) ? 'channel' : LOCKS.has(kind) ? 'lock' : 'other';

/** The colours of a theme. */
export function laneColours(theme: Theme, ratio: number): LaneColours {
  const over = (colour: string): number => colourWord(colour, theme.well);
  const { states } = theme;
  const fill = over(theme.contrast ? theme.ink3 : withAlpha(theme.ink3, 0.62));
  const queue = (colour: string): LevelColours => {
    const word = over(colour);
    return { fill, send: word, receive: word, other: word };
  };
  return {
    tiles: makeTiles(theme, ratio),
    surface: over(theme.well),
    selected: over(theme.select),
    grid: over(theme.lineSoft),
    future: over(theme.panel),
    channel: { fill, send: over(states.send), receive: over(states.recv), other: over(states.select) },
    lock: queue(states.mutex),
    other: queue(states.wait),
  };
}

/**
 * Draws the lanes of a frame into image data. What the frame before showed is moved, not drawn again: a pan costs the
 * columns that came in, a live run those that are new, and a zoom as many lanes as a frame has time for; the others
 * follow in the next ones.
 */
export class LanePainter {
  #image: ImageData | null = null;
  #pixels: Pixels = { words: new Uint32Array(0), width: 0 };
  #bands: Bands | null = null;
  #colours: LaneColours = NO_COLOURS;
  #shown: Shown | null = null;
  /** Lanes in view that were not drawn at this zoom yet, as numbers: see `laneNumber`. */
  #stale: number[] = [];
  /** Milliseconds a lane took when it was last drawn whole. */
  #laneCost = 0;
  /** The picture before its lanes were put elsewhere. */
  #spare = new Uint32Array(0);
  #columns = new Uint32Array(0);
  #queues = new Uint32Array(0);
  /** Columns drawn by the last call, summed over lanes: what a frame cost. */
  drawnColumns = 0;

  setColours(colours: LaneColours): void {
    this.#colours = colours;
    this.#bands = null;
    this.#shown = null;
  }

  /** Everything must be drawn again: another run. */
  forget(): void {
    this.#shown = null;
  }

  /** Lanes still show the picture of another zoom: another frame is wanted. */
  get unfinished(): boolean {
    return this.#stale.length > 0;
  }

  /** The picture of a frame; the image data is valid until the next call. */
  draw(frame: Frame): ImageData {
    const { width } = frame.scale;
    const image = this.#imageOf(width, frame.height);
    const shown = this.#shown;
    const firstColumn = Math.round(frame.scale.from / frame.scale.perPixel);
    const nowColumn = Math.ceil(frame.store.axis.end / frame.scale.perPixel) - firstColumn;
    const lanes = placesOf(frame);
    const next: Shown = {
      format: formatOf(frame),
      places: lanes,
      selected: frame.selected === null ? -1 : laneNumber(frame.selected),
      perPixel: frame.scale.perPixel,
      firstColumn,
      nowColumn,
      version: frame.store.version,
    };
    this.drawnColumns = 0;
    const known = shown !== null && shown.format === next.format ? shown : null;
    const moved = known !== null && !samePlaces(known, next);
    if (known === null || (moved && known.perPixel !== next.perPixel)) this.#drawAll(frame, next);
    else if (known.perPixel !== next.perPixel) this.#zoom(frame, known, next);
    else if (Math.abs(firstColumn - known.firstColumn) >= width) this.#drawAll(frame, next);
    else {
      if (moved) this.#rearrange(frame, known, next);
      this.#move(frame, known, firstColumn, nowColumn);
    }
    this.#refresh(frame, firstColumn, BUDGET);
    this.#shown = next;
    return image;
  }

  #drawAll(frame: Frame, next: Shown): void {
    this.#clear(frame, next.firstColumn, 0, frame.scale.width, 0, frame.height);
    this.#stale = [...next.places.keys()];
    this.#refresh(frame, next.firstColumn, Number.POSITIVE_INFINITY);
  }

  #zoom(frame: Frame, shown: Shown, next: Shown): void {
    if (this.#laneCost * next.places.size <= BUDGET) {
      this.#drawAll(frame, next);
      return;
    }
    this.#stretch(frame, shown, next.firstColumn);
    this.#stale = [...next.places.keys()];
  }

  /** Lanes came, went, were scrolled or chosen: those that were drawn are put where they belong now. */
  #rearrange(frame: Frame, shown: Shown, next: Shown): void {
    const { words, width } = this.#pixels;
    if (this.#spare.length !== words.length) this.#spare = new Uint32Array(words.length);
    this.#spare.set(words);
    this.#clear(frame, shown.firstColumn, 0, width, 0, frame.height);
    const rows = Math.round(frame.layout.laneHeight * frame.ratio);
    const unfinished = new Set(this.#stale);
    this.#stale = [];
    for (const [lane, top] of next.places) {
      const before = shown.places.get(lane);
      const marked = shown.selected !== next.selected && (lane === shown.selected || lane === next.selected);
      if (before === undefined || marked || unfinished.has(lane)) this.#stale.push(lane);
      else words.set(this.#spare.subarray(before * width, (before + rows) * width), top * width);
    }
  }

  /** The same zoom: what is known is moved, what came in is drawn. */
  #move(frame: Frame, shown: Shown, firstColumn: number, nowColumn: number): void {
    const { width } = frame.scale;
    const by = firstColumn - shown.firstColumn;
    if (by !== 0) this.#pixels.words.copyWithin(Math.max(0, -by), Math.max(0, by));
    // What was still happening then, and everything since.
    const live = Math.max(0, shown.nowColumn - by - 1);
    if (by < 0) this.#drawColumns(frame, firstColumn, 0, Math.min(width, -by));
    const from = by > 0 ? Math.min(live, width - by) : live;
    const grown = nowColumn !== shown.nowColumn - by || frame.store.version !== shown.version;
    if (by > 0 || (grown && live < width))
      this.#drawColumns(frame, firstColumn, Math.min(from, width), width);
  }

  /** Another zoom: until a lane's turn comes, its picture is the old one, pulled apart or pushed together. */
  #stretch(frame: Frame, shown: Shown, firstColumn: number): void {
    const { words, width } = this.#pixels;
    const ratio = frame.scale.perPixel / shown.perPixel;
    const source = Int32Array.from({ length: width }, (_, x) => {
      const from = Math.floor((firstColumn + x + 0.5) * ratio) - shown.firstColumn;
      return Math.min(width - 1, Math.max(0, from));
    });
    const line = new Uint32Array(width);
    for (let y = 0, row = 0; y < frame.height; y++, row += width) {
      line.set(words.subarray(row, row + width));
      for (let x = 0; x < width; x++) words[row + x] = line[source[x] as number] as number;
    }
  }

  /** Draws stale lanes until the budget is used up; at least one. */
  #refresh(frame: Frame, firstColumn: number, budget: number): void {
    if (this.#stale.length === 0) return;
    const { store, scale } = frame;
    const laneHeight = Math.round(frame.layout.laneHeight * frame.ratio);
    const places = placesOf(frame);
    const start = performance.now();
    let done = 0;
    while (done < this.#stale.length) {
      const number = this.#stale[done++] as number;
      const lane = laneOf(store, refOf(number));
      const top = places.get(number);
      if (lane !== undefined && top !== undefined) {
        this.#clear(frame, firstColumn, 0, scale.width, top, top + laneHeight);
        this.#drawLane(frame, lane, top, firstColumn, 0, scale.width);
      }
      if (performance.now() - start > budget) break;
    }
    this.#stale.splice(0, done);
    this.#laneCost = (performance.now() - start) / done;
  }

  #imageOf(width: number, height: number): ImageData {
    if (this.#image === null || this.#image.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      this.#pixels = { words: new Uint32Array(this.#image.data.buffer), width };
      this.#columns = new Uint32Array((width + 2) * 2);
      this.#queues = new Uint32Array(width);
      this.#shown = null;
    }
    return this.#image;
  }

  /** Draws picture columns `from` to `to` of every lane in view. */
  #drawColumns(frame: Frame, firstColumn: number, from: number, to: number): void {
    if (from >= to) return;
    this.#clear(frame, firstColumn, from, to, 0, frame.height);
    forEachLane(frame, (lane, top) => this.#drawLane(frame, lane, top, firstColumn, from, to));
  }

  #drawLane(
    frame: Frame,
    lane: GoroutineLane | ObjectLane,
    top: number,
    firstColumn: number,
    from: number,
    to: number,
  ): void {
    const { store, scale } = frame;
    const height = Math.round(frame.layout.laneHeight * frame.ratio);
    if (top < 0 || top + height > frame.height) return;
    const range = { from: (firstColumn + from) * scale.perPixel, scale: scale.perPixel, count: to - from };
    this.drawnColumns += range.count;
    const { end } = store.axis;
    if (lane instanceof GoroutineLane) {
      // One column more on either side: see `drawLife`.
      const wider = { from: range.from - scale.perPixel, scale: scale.perPixel, count: range.count + 2 };
      fillColumns(lane.life, wider, end, this.#columns);
      drawLife(this.#pixels, this.#columns, from, to, top, this.#bandsFor(height), firstColumn);
      return;
    }
    fillColumns(lane.level, range, end, this.#columns);
    if (lane.waits !== null) fillColumns(lane.waits, range, end, this.#queues);
    const queues = lane.waits === null ? null : this.#queues;
    const colours = this.#colours[familyOf(lane.kind)];
    drawLevels(this.#pixels, this.#columns, queues, from, to, top, height, colours);
  }

  #bandsFor(height: number): Bands {
    if (this.#bands?.height !== height) this.#bands = bandsOf(height, this.#colours.tiles);
    return this.#bands;
  }

  /** Surfaces, the line of every tick, and the part that has not happened yet. */
  #clear(frame: Frame, firstColumn: number, from: number, to: number, fromRow: number, toRow: number): void {
    const { words, width } = this.#pixels;
    const end = Math.ceil(frame.store.axis.end / frame.scale.perPixel) - firstColumn;
    const past = Math.min(to, Math.max(from, end));
    const lines = frame.ticks.map(({ pixel }) => Math.round(pixel)).filter((x) => x >= from && x < past);
    const chosen = frame.selected === null ? -1 : frame.layout.indexOf(frame.selected);
    const { ratio } = frame;
    const chosenTop = Math.round((frame.layout.topOf(chosen) - frame.scrollTop) * ratio);
    const chosenEnd = chosenTop + Math.round(frame.layout.laneHeight * ratio);
    const last = Math.min(frame.height, toRow);
    for (let y = Math.max(0, fromRow), row = y * width; y < last; y++, row += width) {
      const surface =
        chosen >= 0 && y >= chosenTop && y < chosenEnd ? this.#colours.selected : this.#colours.surface;
      words.fill(surface, row + from, row + past);
      if (past < to) words.fill(this.#colours.future, row + past, row + to);
      for (const x of lines) words[row + x] = this.#colours.grid;
    }
  }
}

/** Milliseconds a frame may spend on lanes whose zoom changed. */
const BUDGET = 4.5;

interface Shown {
  /** Size and grain of the picture. */
  readonly format: string;
  /** The first row of each lane that is drawn whole. */
  readonly places: ReadonlyMap<number, number>;
  readonly selected: number;
  readonly perPixel: number;
  readonly firstColumn: number;
  readonly nowColumn: number;
  readonly version: number;
}

const formatOf = ({ layout, scale, ratio, height }: Frame): string =>
  [scale.width, height, ratio, layout.laneHeight].join();

/** A lane as one number. */
const laneNumber = ({ what, row }: LaneRef): number => row * 2 + (what === 'object' ? 1 : 0);
const refOf = (number: number): LaneRef => ({
  what: number % 2 === 1 ? 'object' : 'goroutine',
  row: number >>> 1,
});

function placesOf(frame: Frame): Map<number, number> {
  const places = new Map<number, number>();
  const rows = Math.round(frame.layout.laneHeight * frame.ratio);
  forEachLane(frame, (_, top, index) => {
    if (top >= 0 && top + rows <= frame.height) {
      places.set(laneNumber(frame.layout.lanes[index] as LaneRef), top);
    }
  });
  return places;
}

function samePlaces(one: Shown, other: Shown): boolean {
  if (one.selected !== other.selected || one.places.size !== other.places.size) return false;
  for (const [lane, top] of one.places) if (other.places.get(lane) !== top) return false;
  return true;
}

/** Visits the lanes in view with the pixel row they begin at. */
export function forEachLane(
  frame: Pick<Frame, 'layout' | 'store' | 'ratio' | 'height' | 'scrollTop'>,
  visit: (lane: GoroutineLane | ObjectLane, top: number, index: number) => void,
): void {
  const { layout, store, ratio, height, scrollTop } = frame;
  const first = Math.max(0, Math.floor(scrollTop / layout.laneHeight) - 1);
  for (let index = first; index < layout.lanes.length; index++) {
    const top = Math.round((layout.topOf(index) - scrollTop) * ratio);
    if (top >= height) return;
    const lane = laneOf(store, layout.lanes[index] as LaneRef);
    if (lane !== undefined) visit(lane, top, index);
  }
}

/** A colour made see-through; colours other than `#rrggbb` stay as they are. */
export const withAlpha = (colour: string, alpha: number): string =>
  /^#[0-9a-f]{6}$/i.test(colour)
    ? `${colour}${Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')}`
    : colour;
