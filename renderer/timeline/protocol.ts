import type { Details } from '../trace/details.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import type { StateName } from '../trace/states.ts';
import type { Theme } from './theme.ts';

/** Words the worker writes into the picture; everything else that is text stays in the page. */
export interface PictureTexts {
  readonly deadlock: string;
  readonly fatal: string;
  /** With `{name}` for a channel's. */
  readonly full: string;
  /** With `{name}` for a goroutine's and `{state}` for what it does. */
  readonly inState: string;
  readonly states: Readonly<Record<StateName, string>>;
}

/** What a person does to the timeline. Pixels are the page's, measured from the canvas's corner. */
export type Act =
  | { readonly is: 'pan'; readonly pixels: number }
  | { readonly is: 'scroll'; readonly lanes: number }
  /** `x` null: around the middle. */
  | { readonly is: 'zoom'; readonly factor: number; readonly x: number | null }
  | { readonly is: 'fit-all' }
  /** The chosen slice or area; everything when there is none. */
  | { readonly is: 'fit-selection' }
  | { readonly is: 'follow'; readonly on: boolean }
  | { readonly is: 'back' | 'forward' }
  | { readonly is: 'hover'; readonly at: { readonly x: number; readonly y: number } | null }
  | { readonly is: 'select'; readonly x: number; readonly y: number }
  /** A lane and a moment on it, from a search, a table or the canvas; null: nothing. */
  | { readonly is: 'choose'; readonly lane: LaneRef | null; readonly position: number | null }
  /** The same, and the whole window goes back to that moment. */
  | {
      readonly is: 'visit';
      readonly lane: LaneRef | null;
      readonly position: number;
      /** Says at that moment what happens there. */
      readonly note?: string;
    }
  | { readonly is: 'area'; readonly from: number; readonly to: number }
  | { readonly is: 'clear' }
  /** The next lane up or down, the next slice before or after. */
  | { readonly is: 'step-lane' | 'step-slice'; readonly by: 1 | -1 }
  | { readonly is: 'flow'; readonly way: 1 | -1 }
  | { readonly is: 'mark'; readonly keep: boolean }
  | { readonly is: 'lane-height'; readonly by: 1 | -1 }
  /** Looks at the moment under `x`; null: now again. */
  | { readonly is: 'moment'; readonly x: number | null };

export type ToTimeline =
  | { readonly type: 'timeline-canvas'; readonly canvas: OffscreenCanvas }
  | {
      readonly type: 'timeline-size';
      readonly width: number;
      readonly height: number;
      readonly ratio: number;
    }
  | {
      readonly type: 'timeline-look';
      readonly theme: Theme;
      readonly texts: PictureTexts;
      readonly locale: string;
    }
  | { readonly type: 'timeline-act'; readonly act: Act }
  /** The canvas is gone or hidden: no more frames. */
  | { readonly type: 'timeline-shown'; readonly shown: boolean };

/** What the picture shows; sent with every frame that differs from the one before. */
export interface Shown {
  /** Position at the left edge of the lanes, and nanoseconds a page pixel. */
  readonly from: number;
  readonly to: number;
  /** The run's clock there, and how long the stretch is on it. */
  readonly fromClock: number;
  readonly shown: number;
  /** The steps shown, where the clock is virtual; null where it is real. */
  readonly steps: { readonly from: number; readonly to: number } | null;
  readonly end: number;
  readonly following: boolean;
  /** The run is over: nothing new comes. */
  readonly ended: boolean;
  readonly lanes: number;
  readonly firstLane: number;
  readonly lanesInView: number;
  readonly laneHeight: number;
  readonly canBack: boolean;
  readonly canForward: boolean;
  /** More flows than could be looked at. */
  readonly moreFlows: boolean;
}

export type FromTimeline =
  | { readonly type: 'timeline-frame'; readonly shown: Shown }
  | { readonly type: 'timeline-selection'; readonly lane: LaneRef | null; readonly details: Details | null }
  /** Length of the chosen area on the run's clock; null when there is none. */
  | { readonly type: 'timeline-area'; readonly duration: number | null; readonly steps: number }
  | { readonly type: 'timeline-hover'; readonly details: Details | null; readonly clock: number | null }
  /** The moment a person looks at changed. */
  | { readonly type: 'timeline-moment'; readonly position: number | null };

/** Page pixels left of the lanes (names) and above them (ruler). */
export const GUTTER = 116;
export const RULER = 18;
