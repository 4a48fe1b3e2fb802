import { unreachable } from '../../shared/base/assert.ts';
import { levelDetails, sliceDetails, type Details } from '../trace/details.ts';
import { flowsOf, follow, type Flows } from '../trace/flows.ts';
import { GoroutineLane } from '../trace/lanes.ts';
import type { TraceStore } from '../trace/store.ts';
import { laneColours, LanePainter, type Frame } from './draw.ts';
import { hitTest, type Hit } from './hit-test.ts';
import { markWords } from './mark-words.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import { laneOf, Layout } from './layout.ts';
import { drawOverlay, type Flag } from './overlay.ts';
import {
  GUTTER,
  RULER,
  type Act,
  type FromTimeline,
  type PictureTexts,
  type ToTimeline,
} from './protocol.ts';
import { ticks } from './ruler.ts';
import { endOf, snapped, toPosition, type Scale } from './scale.ts';
import type { Theme } from './theme.ts';
import { View } from './view.ts';

const MOST_FLOWS = 200;
const LANE_HEIGHTS = [4, 8, 12, 18, 24, 32] as const;

/**
 * The timeline in the data worker: what is shown, chosen and marked, and the canvas it is drawn on. The page sends
 * what a person did; a frame is drawn when something changed.
 */
export class Stage {
  /** The moment looked at, as a position; null: now. */
  moment: number | null = null;
  readonly #post: (message: FromTimeline) => void;
  readonly #painter = new LanePainter();
  readonly #layout = new Layout();
  #view = new View(800);
  #store: TraceStore;
  #canvas: OffscreenCanvas | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #size = { width: 0, height: 0, ratio: 1 };
  #look: { theme: Theme; texts: PictureTexts; locale: string } | null = null;
  #shown = true;
  #dirty = true;
  #version = -1;
  /** The end of the run was shown. */
  #settled = false;
  #firstLane = 0;
  #selected: LaneRef | null = null;
  #slice = -1;
  #area: { from: number; to: number } | null = null;
  #hover: { x: number; y: number } | null = null;
  #flags: Flag[] = [];
  #passing: Flag | null = null;
  #flows: Flows = { flows: [], more: false };
  #flowsFor = '';
  #sent = '';

  constructor(store: TraceStore, post: (message: FromTimeline) => void) {
    this.#store = store;
    this.#post = post;
  }

  /** Another run. */
  setStore(store: TraceStore): void {
    this.#store = store;
    this.moment = null;
    this.#settled = false;
    this.#firstLane = 0;
    this.#selected = null;
    this.#slice = -1;
    this.#area = null;
    this.#flags = [];
    this.#passing = null;
    this.#flows = { flows: [], more: false };
    this.#flowsFor = '';
    this.#view.reset();
    this.#painter.forget();
    this.#layout.update(store);
    this.#dirty = true;
    this.#post({ type: 'timeline-selection', lane: null, details: null });
    this.#post({ type: 'timeline-moment', position: null });
  }

  /** The page looks at another moment. */
  setMoment(position: number | null): void {
    this.moment = position;
    this.#dirty = true;
  }

  take(message: ToTimeline): void {
    this.#dirty = true;
    switch (message.type) {
      case 'timeline-canvas':
        this.#canvas = message.canvas;
        this.#context = message.canvas.getContext('2d', { alpha: false });
        this.#resize();
        return;
      case 'timeline-size':
        this.#size = { width: message.width, height: message.height, ratio: message.ratio };
        this.#view.resize(Math.max(1, message.width - GUTTER));
        this.#resize();
        return;
      case 'timeline-look':
        this.#look = message;
        this.#painter.setColours(laneColours(message.theme, this.#size.ratio));
        return;
      case 'timeline-shown':
        this.#shown = message.shown;
        return;
      case 'timeline-act':
        this.#act(message.act);
        return;
      default:
        unreachable(message);
    }
  }

  /** Draws a frame when something changed since the last one. True when it did. */
  frame(): boolean {
    const store = this.#store;
    if (store.version !== this.#version) {
      this.#version = store.version;
      this.#layout.update(store);
      if (store.outcome === null) this.#view.grow(store.axis.end);
      else if (!this.#settled) {
        this.#settled = true;
        this.#view.settle(store.axis.end);
      }
      if (this.#slice >= 0) this.#tellSelection();
      this.#dirty = true;
    }
    const { width, height } = this.#size;
    if (!this.#dirty || !this.#shown || this.#look === null || this.#context === null) return false;
    if (width <= GUTTER || height <= RULER) return false;
    this.#draw(this.#context, this.#look);
    this.#dirty = this.#painter.unfinished;
    this.#tellShown();
    return true;
  }

  #resize(): void {
    if (this.#canvas === null) return;
    const { width, height, ratio } = this.#size;
    this.#canvas.width = Math.max(1, Math.round(width * ratio));
    this.#canvas.height = Math.max(1, Math.round(height * ratio));
    if (this.#look !== null) this.#painter.setColours(laneColours(this.#look.theme, ratio));
  }

  #draw(
    context: OffscreenCanvasRenderingContext2D,
    look: { theme: Theme; texts: PictureTexts; locale: string },
  ): void {
    const { width, height, ratio } = this.#size;
    const scale = this.#deviceScale();
    const pageScale = { ...scale, perPixel: scale.perPixel * ratio, width: width - GUTTER };
    const frame: Frame = {
      store: this.#store,
      layout: this.#layout,
      scale,
      ratio,
      height: Math.round((height - RULER) * ratio) + Math.round(this.#layout.laneHeight * ratio),
      scrollTop: this.#scrollTop,
      selected: this.#selected,
      ticks: ticks(pageScale, this.#store.axis, look.locale).map(({ pixel, label }) => ({
        pixel: pixel * ratio,
        label,
      })),
    };
    const image = this.#painter.draw(frame);
    context.putImageData(image, Math.round(GUTTER * ratio), Math.round(RULER * ratio));
    this.#findFlows(pageScale);
    drawOverlay({
      ...frame,
      context,
      theme: look.theme,
      texts: look.texts,
      pageScale,
      width,
      pageHeight: height,
      flows: this.#flows.flows,
      flags: this.#passing === null ? this.#flags : [...this.#flags, this.#passing],
      chosen: this.#chosen(),
      area: this.#area,
      hover:
        this.#hover === null || this.#hover.x < GUTTER ? null : toPosition(pageScale, this.#hover.x - GUTTER),
      moment: this.moment,
    });
  }

  /** The view in pixels of the display, on whole ones. */
  #deviceScale(): Scale {
    const { ratio } = this.#size;
    const { from, perPixel, width } = this.#view.scale;
    return snapped({ from, perPixel: perPixel / ratio, width: Math.max(1, Math.round(width * ratio)) });
  }

  get #scrollTop(): number {
    return this.#layout.topOf(Math.min(this.#firstLane, Math.max(0, this.#layout.lanes.length - 1)));
  }

  get #lanesInView(): number {
    return Math.max(1, Math.floor((this.#size.height - RULER) / this.#layout.laneHeight));
  }

  #chosen(): { from: number; to: number; index: number } | null {
    if (this.#selected === null || this.#slice < 0) return null;
    const lane = laneOf(this.#store, this.#selected);
    const records = lane instanceof GoroutineLane ? lane.life.records : lane?.level.records;
    if (records === undefined || this.#slice >= records.count) return null;
    const to = this.#slice + 1 < records.count ? records.position(this.#slice + 1) : this.#store.axis.end;
    return { from: records.position(this.#slice), to, index: this.#layout.indexOf(this.#selected) };
  }

  #findFlows(scale: Scale): void {
    const lane =
      this.#selected?.what === 'goroutine' ? this.#store.goroutines[this.#selected.row] : undefined;
    if (lane === undefined) {
      this.#flows = { flows: [], more: false };
      return;
    }
    const key = `${lane.row},${scale.from},${scale.perPixel},${scale.width},${Math.min(endOf(scale), this.#store.axis.end)}`;
    if (key === this.#flowsFor) return;
    this.#flowsFor = key;
    const found = flowsOf(this.#store, lane, scale.from, endOf(scale), MOST_FLOWS + 1);
    // Half of a tangle is a lie: all flows or none.
    this.#flows = found.more ? { flows: [], more: true } : found;
  }

  #act(act: Act): void {
    const { end } = this.#store.axis;
    const view = this.#view;
    switch (act.is) {
      case 'pan':
        return view.panBy(act.pixels, end);
      case 'scroll':
        this.#scrollTo(this.#firstLane + act.lanes);
        return;
      case 'zoom':
        return view.zoomBy(
          act.factor,
          act.x === null ? view.scale.width / 2 : Math.max(0, act.x - GUTTER),
          end,
        );
      case 'fit-all':
        return view.fitAll(end);
      case 'fit-selection': {
        const target = this.#area ?? this.#chosen();
        if (target === null) view.fitAll(end);
        else view.fit(Math.min(target.from, target.to), Math.max(target.from, target.to), end);
        return;
      }
      case 'follow':
        if (act.on) this.#lookAt(null);
        return view.follow(act.on, end);
      case 'back':
        view.back();
        return;
      case 'forward':
        view.forward();
        return;
      case 'hover':
        this.#hover = act.at;
        this.#tellHover();
        return;
      case 'select':
        return this.#select(this.#hit(act.x, act.y));
      case 'choose':
        return this.#choose(act.lane, act.position);
      case 'visit':
        this.#choose(act.lane, act.position);
        this.#lookAt(act.position);
        if (act.note !== undefined) this.#passing = { position: act.position, label: act.note };
        return;
      case 'area': {
        const scale = this.#pageScale();
        this.#area = { from: toPosition(scale, act.from - GUTTER), to: toPosition(scale, act.to - GUTTER) };
        this.#tellArea();
        return;
      }
      case 'clear':
        return this.#clear();
      case 'step-lane':
        return this.#stepLane(act.by);
      case 'step-slice':
        return this.#stepSlice(act.by);
      case 'flow':
        return this.#follow(act.way);
      case 'mark':
        return this.#mark(act.keep);
      case 'lane-height': {
        const at = LANE_HEIGHTS.findIndex((height) => height >= this.#layout.laneHeight);
        const next = LANE_HEIGHTS[Math.min(LANE_HEIGHTS.length - 1, Math.max(0, at + act.by))];
        this.#layout.laneHeight = next ?? 18;
        this.#scrollTo(this.#firstLane);
        return;
      }
      case 'moment':
        this.#lookAt(act.x === null ? null : toPosition(this.#pageScale(), act.x - GUTTER));
        return;
      default:
        unreachable(act);
    }
  }

  #pageScale(): Scale {
    const scale = this.#deviceScale();
    return { ...scale, perPixel: scale.perPixel * this.#size.ratio };
  }

  #hit(x: number, y: number): Hit {
    return hitTest(this.#store, this.#layout, this.#pageScale(), this.#scrollTop, x, y);
  }

  #select(hit: Hit): void {
    if (hit.part === 'ruler') {
      this.#lookAt(Math.min(this.#store.axis.end, Math.max(0, hit.position)));
      return;
    }
    this.#area = null;
    this.#selected = hit.lane;
    this.#slice = hit.slice;
    this.#tellSelection();
    this.#tellArea();
  }

  #choose(lane: LaneRef | null, position: number | null): void {
    this.#selected = lane;
    this.#slice = -1;
    if (lane !== null) {
      this.#revealLane(lane);
      const found = laneOf(this.#store, lane);
      if (position !== null && found !== undefined) {
        const { records } = found instanceof GoroutineLane ? found.life : found.level;
        this.#slice = records.at(position);
      }
    }
    if (position !== null) this.#view.reveal(position, position, this.#store.axis.end);
    this.#tellSelection();
  }

  #clear(): void {
    if (this.#area !== null) this.#area = null;
    else if (this.#slice >= 0) this.#slice = -1;
    else if (this.#selected !== null) this.#selected = null;
    else {
      this.#passing = null;
      this.#lookAt(null);
    }
    this.#tellSelection();
    this.#tellArea();
  }

  #stepLane(by: 1 | -1): void {
    const index = this.#selected === null ? (by === 1 ? -1 : 0) : this.#layout.indexOf(this.#selected);
    const lane = this.#layout.lanes[Math.min(this.#layout.lanes.length - 1, Math.max(0, index + by))];
    if (lane === undefined) return;
    const chosen = this.#chosen();
    this.#choose(lane, chosen === null ? null : (chosen.from + chosen.to) / 2);
  }

  #stepSlice(by: 1 | -1): void {
    const lane = this.#selected === null ? undefined : laneOf(this.#store, this.#selected);
    if (lane === undefined) return;
    const { records } = lane instanceof GoroutineLane ? lane.life : lane.level;
    const { from, perPixel, width } = this.#view.scale;
    const next = this.#slice < 0 ? records.at(from + (perPixel * width) / 2) : this.#slice + by;
    if (next < 0 || next >= records.count) return;
    this.#slice = next;
    const chosen = this.#chosen();
    if (chosen !== null) this.#view.reveal(chosen.from, chosen.to, this.#store.axis.end);
    this.#tellSelection();
  }

  #follow(way: 1 | -1): void {
    const lane =
      this.#selected?.what === 'goroutine' ? this.#store.goroutines[this.#selected.row] : undefined;
    if (lane === undefined) return;
    const chosen = this.#chosen();
    const { from, perPixel, width } = this.#view.scale;
    const position = chosen === null ? from + (perPixel * width) / 2 : way === 1 ? chosen.from : chosen.to;
    const flow = follow(this.#store, lane, position, way);
    if (flow === null) return;
    const row = way === 1 ? flow.toRow : flow.fromRow;
    if (row < 0) return;
    this.#choose({ what: 'goroutine', row }, way === 1 ? flow.to : flow.from);
  }

  /** At the pointer, else at the chosen slice, else at the moment looked at. */
  #mark(keep: boolean): void {
    const chosen = this.#chosen();
    const scale = this.#pageScale();
    const position =
      this.#hover !== null && this.#hover.x >= GUTTER
        ? toPosition(scale, this.#hover.x - GUTTER)
        : (chosen?.from ?? this.moment ?? this.#store.axis.end);
    const { lane, slice } =
      this.#hover === null
        ? { lane: this.#selected, slice: this.#slice }
        : this.#hit(this.#hover.x, this.#hover.y);
    const note =
      this.#look === null ? '' : markWords(this.#detailsOf(lane, slice, position), this.#look.texts);
    const label = String.fromCharCode(65 + (this.#flags.length % 26));
    if (keep) this.#flags.push({ position, label: `${label} ${note}`.trim() });
    else this.#passing = { position, label: note === '' ? '·' : note };
  }

  #lookAt(position: number | null): void {
    this.moment = position;
    if (position !== null) this.#view.following = false;
    this.#post({ type: 'timeline-moment', position });
  }

  #scrollTo(lane: number): void {
    this.#firstLane = Math.max(0, Math.min(lane, this.#layout.lanes.length - this.#lanesInView));
  }

  #revealLane(lane: LaneRef): void {
    const index = this.#layout.indexOf(lane);
    if (index < this.#firstLane) this.#scrollTo(index);
    else if (index >= this.#firstLane + this.#lanesInView) this.#scrollTo(index - this.#lanesInView + 1);
  }

  #detailsOf(lane: LaneRef | null, slice: number, position: number): Details | null {
    const found = lane === null ? undefined : laneOf(this.#store, lane);
    if (found === undefined) return null;
    return found instanceof GoroutineLane
      ? sliceDetails(this.#store, found, slice)
      : levelDetails(this.#store, found, position);
  }

  #tellSelection(): void {
    const chosen = this.#chosen();
    const details =
      this.#selected === null || chosen === null
        ? null
        : this.#detailsOf(this.#selected, this.#slice, chosen.from);
    this.#post({ type: 'timeline-selection', lane: this.#selected, details });
  }

  #tellArea(): void {
    const { axis } = this.#store;
    if (this.#area === null) {
      this.#post({ type: 'timeline-area', duration: null, steps: 0 });
      return;
    }
    const from = Math.max(0, Math.min(this.#area.from, this.#area.to));
    const to = Math.min(axis.end, Math.max(this.#area.from, this.#area.to));
    this.#post({
      type: 'timeline-area',
      duration: Math.max(0, axis.clockAt(to) - axis.clockAt(from)),
      steps: Math.max(0, axis.stepAt(to) - axis.stepAt(from)),
    });
  }

  #tellHover(): void {
    const hit = this.#hover === null ? null : this.#hit(this.#hover.x, this.#hover.y);
    const inside = hit !== null && hit.part !== 'nothing' && hit.part !== 'name' && hit.position >= 0;
    this.#post({
      type: 'timeline-hover',
      details:
        hit === null || hit.part !== 'lane' ? null : this.#detailsOf(hit.lane, hit.slice, hit.position),
      clock: inside ? this.#store.axis.clockAt(Math.min(hit.position, this.#store.axis.end)) : null,
    });
  }

  #tellShown(): void {
    const { axis } = this.#store;
    const { scale } = this.#view;
    const from = Math.max(0, scale.from);
    const to = Math.min(axis.end, endOf(scale));
    const shown = {
      from: scale.from,
      to: endOf(scale),
      fromClock: axis.clockAt(from),
      shown: Math.max(0, axis.clockAt(to) - axis.clockAt(from)),
      steps: axis.kind === 'real' ? null : { from: axis.stepAt(from), to: axis.stepAt(to) },
      end: axis.end,
      following: this.#view.following,
      ended: this.#store.outcome !== null,
      lanes: this.#layout.lanes.length,
      firstLane: this.#firstLane,
      lanesInView: this.#lanesInView,
      laneHeight: this.#layout.laneHeight,
      canBack: this.#view.canBack,
      canForward: this.#view.canForward,
      moreFlows: this.#flows.more,
    };
    const text = JSON.stringify(shown);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#post({ type: 'timeline-frame', shown });
  }
}
