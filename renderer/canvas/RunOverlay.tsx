import { EdgeLabelRenderer, useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { runView } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { runs } from '../stores/run-store.ts';
import { selection } from '../stores/selection-store.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import { canvas } from './canvas-store.ts';
import { readColours } from './colours.ts';
import { paintOverlay, type OverlayScene } from './overlay-painter.ts';
import { WireTraffic } from './wire-traffic.ts';

/** How far messages go in a run that stands still, in milliseconds after its last step. */
const STEP_TIME = 130;

/**
 * The run over the wires: messages on their way, who waits at which end, who holds what. One canvas between wires
 * and blocks, painted at most once an animation frame and only while something on it changes.
 */
export const RunOverlay = () => {
  // The page has the layer it lies in a moment later than this component.
  const [sheet, setSheet] = useState<HTMLCanvasElement | null>(null);
  const store = useStoreApi();
  const look = useSettings(
    (state) => `${state.theme} ${state.contrast} ${state.projector} ${state.reducedMotion}`,
  );

  useEffect(() => {
    const to = sheet?.getContext('2d');
    if (sheet === null || to == null) return;
    const traffic = new WireTraffic();
    const colours = readColours(sheet);
    let asked = 0;
    // While a run stands still, so do its messages: what passed last is seen on its way.
    let clock = 0;
    let seen = performance.now();
    let rest = Infinity;
    const tick = (): number => {
      const now = performance.now();
      const passed = Math.min(now - seen, 100, Math.max(0, rest - clock));
      seen = now;
      clock += passed;
      return clock;
    };
    const stand = (): void => {
      tick();
      rest = runs.get().phase.is === 'paused' ? clock + STEP_TIME : Infinity;
      ask();
    };

    const scene = (): OverlayScene => {
      const { transform, width, height } = store.getState();
      return {
        wires: traffic.wires,
        rings: traffic.rings,
        document: documents.get().document,
        colours,
        x: transform[0],
        y: transform[1],
        zoom: transform[2],
        width,
        height,
        running: runView.get() !== null,
        marked: new Set([
          ...selection.get().selection.nodes,
          ...(selection.get().pointed === null ? [] : [selection.get().pointed!]),
        ]),
        markedWires: new Set(selection.get().selection.edges),
        moving: !settings.get().reducedMotion,
        t: textIn(settings.get().locale),
      };
    };
    const paint = (): void => {
      const now = tick();
      asked = 0;
      const { transform, width, height } = store.getState();
      const ratio = window.devicePixelRatio;
      if (sheet.width !== Math.round(width * ratio) || sheet.height !== Math.round(height * ratio)) {
        sheet.width = Math.round(width * ratio);
        sheet.height = Math.round(height * ratio);
        sheet.style.width = `${width}px`;
        sheet.style.height = `${height}px`;
      }
      // It lies inside what pans and zooms, so that blocks cover it, and undoes both for itself.
      sheet.style.transform = `scale(${1 / transform[2]}) translate(${-transform[0]}px, ${-transform[1]}px)`;
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (paintOverlay(to, scene(), now) && clock < rest) ask();
    };
    const ask = (): void => {
      if (asked === 0) asked = requestAnimationFrame(paint);
    };

    const draw = (): void => {
      traffic.setDocument(documents.get().document);
      ask();
    };
    const stops = [
      runView.subscribe((frame) => {
        tick();
        const still = runs.get().phase.is === 'paused';
        const came = traffic.take(frame, clock, !settings.get().reducedMotion, still);
        // What the trace tells late of the last step is seen on its way too.
        if (still && came) rest = clock + STEP_TIME;
        canvas.ring(traffic.rings.length > 0);
        ask();
      }),
      documents.subscribe(draw),
      selection.subscribe(ask),
      runs.subscribe((state, before) => state.phase !== before.phase && stand()),
      store.subscribe((state, before) => {
        if (
          state.transform === before.transform &&
          state.width === before.width &&
          state.height === before.height
        )
          return;
        // In the same frame as what it lies on.
        cancelAnimationFrame(asked);
        paint();
      }),
    ];
    draw();
    traffic.take(runView.get(), clock, false);
    canvas.ring(traffic.rings.length > 0);
    return () => {
      cancelAnimationFrame(asked);
      for (const stop of stops) stop();
    };
  }, [sheet, store, look]);

  return (
    <EdgeLabelRenderer>
      <canvas ref={setSheet} className="cv-overlay" aria-hidden="true" />
    </EdgeLabelRenderer>
  );
};
