import { EdgeLabelRenderer, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { runView } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { selection } from '../stores/selection-store.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import { readColours } from './colours.ts';
import { paintOverlay, type OverlayScene } from './overlay-painter.ts';
import { WireTraffic } from './wire-traffic.ts';

/**
 * The run over the wires: messages on their way, who waits at which end, who holds what. One canvas between wires
 * and blocks, painted at most once an animation frame and only while something on it changes.
 */
export const RunOverlay = () => {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const look = useSettings(
    (state) => `${state.theme} ${state.contrast} ${state.projector} ${state.reducedMotion}`,
  );

  useEffect(() => {
    const canvas = element.current;
    const to = canvas?.getContext('2d');
    if (canvas === null || to == null) return;
    const traffic = new WireTraffic();
    const colours = readColours(canvas);
    let asked = 0;

    const scene = (): OverlayScene => {
      const { transform, width, height } = store.getState();
      return {
        wires: traffic.wires,
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
    const paint = (now: number): void => {
      asked = 0;
      const { transform, width, height } = store.getState();
      const ratio = window.devicePixelRatio;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      // It lies inside what pans and zooms, so that blocks cover it, and undoes both for itself.
      canvas.style.transform = `scale(${1 / transform[2]}) translate(${-transform[0]}px, ${-transform[1]}px)`;
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (paintOverlay(to, scene(), now)) ask();
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
        traffic.take(frame, performance.now(), !settings.get().reducedMotion);
        ask();
      }),
      documents.subscribe(draw),
      selection.subscribe(ask),
      store.subscribe((state, before) => {
        if (
          state.transform === before.transform &&
          state.width === before.width &&
          state.height === before.height
        )
          return;
        // In the same frame as what it lies on.
        cancelAnimationFrame(asked);
        paint(performance.now());
      }),
    ];
    draw();
    traffic.take(runView.get(), performance.now(), false);
    return () => {
      cancelAnimationFrame(asked);
      for (const stop of stops) stop();
    };
  }, [store, look]);

  return (
    <EdgeLabelRenderer>
      <canvas ref={element} className="cv-overlay" aria-hidden="true" />
    </EdgeLabelRenderer>
  );
};
