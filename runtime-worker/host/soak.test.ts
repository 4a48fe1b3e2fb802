import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { chan, executable, TestHost } from './host.test-support.ts';

/**
 * Random goroutines on several threads push tokens through random channels by every kind of operation. Whatever
 * happens, no token is lost and none appears twice. Each run is a bounded number of operations.
 */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const CAPACITIES = [0, 0, 1, 3, 16];
const TOKENS = 4;

/** `rounds` operations for each of `goroutines`, spread over `workers`. */
function soak(goroutines: number, rounds: number): Executable {
  const names = CAPACITIES.map((_, i) => `c${i}`);
  const channels = `[${names.join(', ')}]`;
  return executable(
    [
      ...names.map((name, i) => chan(name, CAPACITIES[i])),
      chan('home', 8),
      { kind: 'waitgroup', name: 'wg', count: goroutines },
    ],
    [
      {
        name: 'main',
        main: true,
        params: [...names, 'home', 'wg'].join(', '),
        args: [...names, 'home', 'wg'],
        body: `const all = []; let left = ${goroutines};
          // Until every goroutine has brought its tokens home, keep taking what is still on the way.
          while (left > 0) {
            $rt.selectBegin(${names.length + 1}); ${names.map((name, i) => `$rt.selectRecv(${i}, ${name});`).join(' ')} $rt.selectRecv(${names.length}, home);
            const at = (($t = $rt.select(false)) === PARK ? yield : $t);
            if (at === ${names.length}) { all.push(...$rt.value); left--; } else all.push($rt.value.token);
          }
          for (const c of ${channels}) for (;;) { $rt.selectBegin(1); $rt.selectRecv(0, c); if ((($t = $rt.select(true)) === PARK ? yield : $t) === -1) break; all.push($rt.value.token); }
          log(all.length, new Set(all).size);`,
      },
      {
        name: 'player',
        replicas: goroutines,
        params: [...names, 'home', 'wg'].join(', '),
        args: [...names, 'home', 'wg'],
        body: `const all = ${channels}, own = chan(1); const tokens = Array.from({ length: ${TOKENS} }, (_, i) => self.index * ${TOKENS} + i);
          const wrap = (token) => ({ token, from: self.index, text: 'token ' + token });
          for (let round = 0; round < ${rounds}; round++) {
            const c = all[randomInt(all.length)], d = all[randomInt(all.length)];
            const token = tokens.length > 0 ? tokens[tokens.length - 1] : undefined;
            switch (randomInt(5)) {
              case 0: { // without waiting
                $rt.selectBegin(2); $rt.selectRecv(0, c);
                if (token !== undefined) $rt.selectSend(1, d, wrap(token)); else $rt.selectRecv(1, d);
                const at = (($t = $rt.select(true)) === PARK ? yield : $t);
                if (at === 0 || (at === 1 && token === undefined)) tokens.push($rt.value.token); else if (at === 1) tokens.pop();
                break;
              }
              case 1: { // waiting a moment, with a channel of its own among the cases
                const timer = after(randomInt(2));
                $rt.selectBegin(4); $rt.selectRecv(0, c); $rt.selectRecv(1, timer);
                if (token !== undefined) $rt.selectSend(2, d, wrap(token)); else $rt.selectRecv(2, d);
                $rt.selectRecv(3, own);
                const at = (($t = $rt.select(false)) === PARK ? yield : $t);
                if (at === 0 || (at === 2 && token === undefined)) tokens.push($rt.value.token); else if (at === 2) tokens.pop();
                break;
              }
              case 2: if (gosched() === PARK) yield; break;
              case 3: go(function* (ch) { let $t; $rt.selectBegin(2); $rt.selectSend(0, ch, 1); $rt.selectRecv(1, after(1)); $t = $rt.select(false); if ($t === PARK) yield; }, own); break;
              case 4: if (randomInt(20) === 0 && sleep(0.1) === PARK) yield; break;
            }
          }
          if (home.send(tokens) === PARK) yield; wg.done();`,
      },
    ],
    { names: 'PARK, $rt, go, log, sleep, gosched, chan, after, randomInt' },
  );
}

test.each([
  [2, 6, 400],
  [4, 12, 200],
  [3, 3, 800],
])(
  'on %i workers, %i goroutines, %i operations each: no token is lost or doubled',
  async (workers, goroutines, rounds) => {
    for (let seed = 1; seed <= 3; seed++) {
      const told = await host.run(soak(goroutines, rounds), {
        mode: 'parallel',
        clock: 'real',
        workers,
        seed,
      });
      const total = goroutines * TOKENS;
      expect({ seed, outcome: told.result.outcome, printed: told.printed }).toEqual({
        seed,
        outcome: { end: 'done' },
        printed: `${total} ${total}\n`,
      });
    }
  },
);

test('the same program keeps its tokens on one machine, whatever the seed', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const told = await host.run(soak(5, 200), { seed });
    expect({ seed, printed: told.printed }).toEqual({ seed, printed: `${5 * TOKENS} ${5 * TOKENS}\n` });
  }
});
