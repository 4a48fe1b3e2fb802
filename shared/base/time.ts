/** Units of time, in the type: a delay in milliseconds is not a clock reading in nanoseconds. */

declare const unit: unique symbol;

/** Whole nanoseconds. Exact up to 2^53, which is 104 days. */
export type Nanos = number & { readonly [unit]: 'ns' };
/** Milliseconds, fractions allowed: what a person types. */
export type Millis = number & { readonly [unit]: 'ms' };

export const nanos = (n: number): Nanos => Math.round(n) as Nanos;
export const millis = (n: number): Millis => n as Millis;
export const toNanos = (ms: Millis): Nanos => Math.round(ms * 1e6) as Nanos;
export const toMillis = (ns: Nanos): Millis => (ns / 1e6) as Millis;
