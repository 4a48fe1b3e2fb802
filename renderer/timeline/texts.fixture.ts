import { STATES, type StateName } from '../trace/states.ts';
import type { PictureTexts } from './protocol.ts';

/** Words of a picture, for tests. */
export const TEXTS: PictureTexts = {
  deadlock: 'deadlock',
  fatal: 'fatal error',
  full: '{name} full',
  inState: '{name}: {state}',
  states: Object.fromEntries(STATES.map((state) => [state, state])) as Record<StateName, string>,
};
