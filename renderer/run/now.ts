import { useSyncExternalStore } from 'react';
import type { TimelineController } from '../timeline/controller.ts';

/** The moment of the run that is looked at: the newest, unless a person moved on the timeline. */
let timeline: TimelineController | null = null;

export const watchMoment = (controller: TimelineController): void => {
  timeline = controller;
};

/** True while the canvas shows an earlier moment. */
export const useInPast = (): boolean =>
  useSyncExternalStore(
    (listener) => timeline?.subscribe(listener) ?? (() => undefined),
    () => (timeline?.getState().moment ?? null) !== null,
  );

export const backToNow = (): void => timeline?.act({ is: 'moment', x: null });
