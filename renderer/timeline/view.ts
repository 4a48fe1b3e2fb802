import { centre, endOf, fit, fitAll, pan, zoom, type Scale } from './scale.ts';

/** Follows the newest moment with it this far to the right. */
const NOW_AT = 0.96;
const MOST_VIEWS = 100;

/**
 * What the timeline shows, and what it showed before. While it follows, the newest moment stays near the right edge;
 * any move by hand stops that.
 */
export class View {
  scale: Scale;
  following = true;
  /** Until a person zooms, following shows the whole run, as long as it is short. */
  #ownZoom = false;
  /** The run is longer than what is shown of it while it is followed. */
  #long = false;
  /** Not fitted to the run yet. */
  #fresh = true;
  #past: Scale[] = [];
  #future: Scale[] = [];

  constructor(width: number) {
    this.scale = fitAll({ from: 0, perPixel: 1, width }, 0);
  }

  resize(width: number): void {
    if (width > 0) this.scale = { ...this.scale, width };
  }

  /**
   * The run grew. Shows all of it until `GROWS_TO`, then the newest part. While it shows all, it makes room in steps:
   * between them only the end of the picture is new.
   */
  grow(end: number): void {
    if (!this.following) return;
    if (!this.#ownZoom && end <= GROWS_TO) {
      const full = end > this.scale.from + this.scale.perPixel * this.scale.width * NOW_AT;
      if (full || this.#fresh) this.scale = fitAll(this.scale, end * ROOM_TO_GROW);
      this.#fresh = false;
      return;
    }
    if (!this.#ownZoom && (this.#fresh || !this.#long)) this.scale = fitAll(this.scale, GROWS_TO);
    this.#long = true;
    this.#fresh = false;
    this.scale = centre(this.scale, end, end, NOW_AT);
  }

  /** The run ended: what was shown whole fills the view. */
  settle(end: number): void {
    if (this.following && !this.#ownZoom) this.scale = fitAll(this.scale, end);
  }

  follow(on: boolean, end: number): void {
    this.following = on;
    // A short run is shown whole again.
    this.#fresh = on && end <= GROWS_TO;
    if (on) this.grow(end);
  }

  panBy(pixels: number, end: number): void {
    this.#moved('pan');
    this.following = false;
    this.scale = pan(this.scale, pixels, end);
  }

  zoomBy(factor: number, pixel: number, end: number): void {
    this.#moved('zoom');
    this.#ownZoom = true;
    // Zooming while following keeps the newest moment where it is.
    const held = this.following ? this.scale.width * NOW_AT : pixel;
    this.scale = zoom(this.scale, factor, held, end);
  }

  fit(from: number, to: number, end: number): void {
    this.#moved('jump');
    this.following = false;
    this.#ownZoom = true;
    this.scale = fit(this.scale, from, to, end);
  }

  fitAll(end: number): void {
    this.#moved('jump');
    this.following = false;
    this.#ownZoom = true;
    this.scale = fitAll(this.scale, end);
  }

  /** Brings a stretch into view without zooming, if it is not in view already. */
  reveal(from: number, to: number, end: number): void {
    if (from >= this.scale.from && to <= endOf(this.scale)) return;
    this.#moved('jump');
    this.following = false;
    const middle = to - from > this.scale.width * this.scale.perPixel ? from : (from + to) / 2;
    this.scale = centre(this.scale, middle, end);
  }

  get canBack(): boolean {
    return this.#past.length > 0;
  }

  get canForward(): boolean {
    return this.#future.length > 0;
  }

  back(): boolean {
    return this.#travel(this.#past, this.#future);
  }

  forward(): boolean {
    return this.#travel(this.#future, this.#past);
  }

  /** The view as a person sees it afresh: a new run. */
  reset(): void {
    this.following = true;
    this.#ownZoom = false;
    this.#long = false;
    this.#fresh = true;
    this.#past = [];
    this.#future = [];
    this.scale = fitAll({ ...this.scale, from: 0 }, 0);
  }

  #travel(from: Scale[], to: Scale[]): boolean {
    const scale = from.pop();
    if (scale === undefined) return false;
    to.push(this.scale);
    this.following = false;
    this.#lastMove = 'travel';
    this.scale = { ...scale, width: this.scale.width };
    return true;
  }

  #lastMove = '';

  /** A stretch of panning, or of zooming, is one step of the history. */
  #moved(how: string): void {
    if (how === this.#lastMove && how !== 'jump') return;
    this.#lastMove = how;
    this.#past.push(this.scale);
    if (this.#past.length > MOST_VIEWS) this.#past.shift();
    this.#future = [];
  }
}

/** A run longer than this, in nanoseconds, is not shown whole while it is followed. */
const GROWS_TO = 10e9;
/** How much longer a run may get before all of it is fitted anew. */
const ROOM_TO_GROW = 1.3;
