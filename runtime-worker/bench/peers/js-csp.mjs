import { createRequire } from 'node:module';

const csp = createRequire(import.meta.url)('js-csp');

/** Runs a program's goroutine and resolves to what it returns. */
const finished = (body) =>
  new Promise((resolve) => {
    csp.go(function* () {
      resolve(yield* body());
    });
  });

const pingPong = (n) =>
  finished(function* () {
    const ping = csp.chan();
    const pong = csp.chan();
    csp.go(function* () {
      for (let i = 0; i < n; i++) {
        const v = yield csp.take(ping);
        yield csp.put(pong, v + 1);
      }
    });
    let sum = 0;
    for (let i = 0; i < n; i++) {
      yield csp.put(ping, i);
      sum += yield csp.take(pong);
    }
    return sum;
  });

const buffered = (n) =>
  finished(function* () {
    const values = csp.chan(128);
    csp.go(function* () {
      for (let i = 0; i < n; i++) yield csp.put(values, i);
      values.close();
    });
    let sum = 0;
    for (;;) {
      const v = yield csp.take(values);
      if (v === csp.CLOSED) return sum;
      sum += v;
    }
  });

const selectOfFour = (n) =>
  finished(function* () {
    const channels = [csp.chan(), csp.chan(), csp.chan(), csp.chan()];
    for (const to of channels) {
      csp.go(function* () {
        for (let i = 0; i < n / 4; i++) yield csp.put(to, i);
      });
    }
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (yield csp.alts(channels)).value;
    return sum;
  });

// oxlint-disable-next-line require-yield -- a goroutine that never waits is still one
function* mark(seen, i, done) {
  seen[i] = 1;
  done();
}

const spawn = (n) =>
  new Promise((resolve) => {
    const seen = new Uint8Array(n);
    let left = n;
    const done = () => {
      if (--left === 0) resolve(seen.reduce((sum, one) => sum + one, 0));
    };
    for (let i = 0; i < n; i++) csp.go(mark, [seen, i, done]);
  });

export const programs = { 'ping-pong': pingPong, buffered, select: selectOfFour, spawn };
