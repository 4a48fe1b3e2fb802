import { EventEmitter } from 'node:events';
import { isKnown } from './missing.ts';

/** An emitter whose missing members throw: the end of its prototype chain is what guards it. */
export class Doubled extends EventEmitter {}

Object.setPrototypeOf(
  Doubled.prototype,
  new Proxy(EventEmitter.prototype, {
    get(object, key, receiver: object) {
      // The emitter's own bookkeeping begins with an underscore, or asks for what Node may add to it.
      if (isKnown(object, key) || String(key).startsWith('_') || key === 'domain')
        return Reflect.get(object, key, receiver);
      throw new Error(`electron double: ${receiver.constructor.name}.${String(key)} is not doubled`);
    },
  }),
);

/** An event object as Electron hands to listeners. */
export interface DoubleEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export const doubleEvent = <T extends object>(fields: T): T & DoubleEvent => ({
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true;
  },
  ...fields,
});
