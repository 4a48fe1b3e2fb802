import type { Details } from '../trace/details.ts';
import type { PictureTexts } from './protocol.ts';

/** What a flag points at, in a few words: `results full`, `worker 2: Waits for lock`. Empty: nothing. */
export function markWords(details: Details | null, texts: PictureTexts): string {
  if (details === null) return '';
  const { name } = details.lane;
  const say = (text: string, state = ''): string =>
    text.replace(/\{(name|state)\}/g, (_, key) => (key === 'name' ? name : state));
  if (details.what === 'goroutine') return say(texts.inState, texts.states[details.state]);
  const full = details.kind === 'chan' && details.capacity > 0 && details.value >= details.capacity;
  return full ? say(texts.full) : name;
}
