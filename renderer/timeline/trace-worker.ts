import type { ToTrace } from '../trace/protocol.ts';
import { TraceService } from '../trace/trace-service.ts';
import type { ToTimeline } from './protocol.ts';
import { Stage } from './stage.ts';

/**
 * The data worker: keeps a run's trace and draws its timeline, so that neither waits for the page. It draws when
 * something changed, at most once an animation frame.
 */
const page = self as unknown as {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToTrace | ToTimeline>) => void): void;
};

const service = new TraceService((message, transfer) => page.postMessage(message, transfer));
const stage = new Stage(service.store, (message) => {
  if (message.type === 'timeline-moment')
    service.take({ type: 'moment', position: message.position }, performance.now());
  page.postMessage(message, []);
});

page.addEventListener('message', ({ data }) => {
  if (isTimeline(data)) stage.take(data);
  else {
    service.take(data, performance.now());
    if (data.type === 'open') stage.setStore(service.store);
    if (data.type === 'moment') stage.setMoment(data.position);
  }
  schedule();
});

const isTimeline = (message: ToTrace | ToTimeline): message is ToTimeline =>
  message.type.startsWith('timeline-');

let scheduled = false;

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const changed = service.tick(performance.now());
    const drawn = stage.frame();
    // Held-back records and late names want another look.
    if (changed || drawn || service.waiting) schedule();
  });
}
