import { describe, expect, test } from 'vitest';
import { typescriptOf, workerOf } from './emit.test-support.ts';

/** Every statement as a person takes it home, and as the worker runs it. */

/** What the worker runs, once it is clear that a person takes home the body as it is. */
const kept = (body: string): string => {
  expect(typescriptOf(body)).toBe(body);
  return workerOf(body);
};

describe('channels', () => {
  test('a send that need not wait does not suspend', () => {
    expect(kept('await results.send(1);')).toBe('$rt.at = 1; if (results.send(1) !== void 0) yield;');
  });

  test('a receive gives its value, or what the yield gives', () => {
    expect(kept('const job = await jobs.recv();')).toBe(
      '$rt.at = 1; const job = typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t;',
    );
    expect(kept('await jobs.recv();')).toBe(
      '$rt.at = 1; if (typeof ($t = jobs.recv()) === "symbol" && $t === $park) yield;',
    );
  });

  test('the second result of a receive is a register, not an array', () => {
    expect(kept('const [job, ok] = await jobs.recv2();')).toBe(
      '$rt.at = 1; const job = typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t; const ok = $rt.ok;',
    );
    expect(kept('let v: Job;\nlet ok = false;\n[v, ok] = await jobs.recv2();')).toBe(
      'let v;\nlet ok = false;\n$rt.at = 3; v = typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t; ok = $rt.ok;',
    );
  });

  test('both results in the head of a loop', () => {
    expect(
      workerOf('for (let [v, ok] = await jobs.recv2(); ok; [v, ok] = await jobs.recv2()) log(v);'),
    ).toContain(
      'for (let v = ($rt.at = 1, typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t), ok = $rt.ok; ok; ' +
        '[v, ok] = [($rt.at = 1, typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t), $rt.ok]) {',
    );
  });

  test('close', () => expect(kept('results.close();')).toBe('$rt.at = 1; results.close();'));

  test('a loop over a channel evaluates it once (RG-4) and ends when it is closed and drained (RG-1)', () => {
    expect(kept('for await (const job of jobs) {\n  log(job.id);\n}')).toBe(`const $c1 = jobs;
for (;;) {
  if (($b = $b - 1 | 0) === 0) { $b = 10000; if ($rt.tick()) yield; }
  $rt.at = 1; if (typeof ($t = $c1.recv()) === "symbol" && $t === $park) $t = yield;
  if ($rt.ok === false) break;
  const job = $t;
  {
    $rt.at = 2; log(job.id);
  }
}`);
  });

  test('a place is noted last when operations are nested', () => {
    expect(workerOf('await results.send((await jobs.recv()).id);')).toBe(
      'let $t, $b = 10000, $a1;\n' +
        '$rt.at = 1; if (results.send(($a1 = (($rt.at = 1, typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t)).id, ' +
        '$rt.at = 1, $a1)) !== void 0) yield;',
    );
  });
});

describe('select', () => {
  test('with its switch it allocates nothing', () => {
    expect(
      kept(`const got = await select({
  job: recv(jobs),
  out: send(results, 1),
  default: true,
});
switch (got.case) {
  case 'job':
    log(got.value.id, got.ok);
    break;
  case 'out':
    return;
  case 'default':
    log('none');
    break;
}`),
    )
      .toBe(`switch ($rt.selectBegin(2), $rt.selectRecv(0, jobs), $rt.selectSend(1, results, 1), $rt.at = 1, typeof ($t = $rt.select(true)) === "symbol" && $t === $park ? yield : $t) {
  case 0: {
    const $v1 = $rt.value, $o2 = $rt.ok;
    $rt.at = 8; log($v1.id, $o2);
    break;
  }
  case 1: {
    const $v3 = undefined, $o4 = false;
    return;
  }
  case -1: {
    const $v5 = undefined, $o6 = false;
    $rt.at = 13; log('none');
    break;
  }
}`);
  });

  test('a result that is used in another way is made', () => {
    const body = `const got = await select({ job: recv(jobs) });
switch (got.case) {
  case 'job':
    log(got);
    break;
}`;
    expect(workerOf(body)).toContain('got = { case: "job", value: $v1, ok: $o2 };');
  });

  test('a result used behind the switch is a value', () => {
    const worker = workerOf(`const got = await select({ job: recv(jobs), default: true });
switch (got.case) {
  case 'job':
    break;
}
log(got.ok);`);
    expect(worker).toContain('const got = ($i1 = ($rt.selectBegin(1), $rt.selectRecv(0, jobs), ');
    expect(worker).toContain('{ case: ["default","job"][$i1 + 1], value: $rt.value, ok: $rt.ok }');
    expect(worker).toContain('switch (got.case) {');
  });

  test('an arm that falls into the next stays a switch over a value', () => {
    expect(
      workerOf(`const got = await select({ a: recv(jobs), b: recv(jobs) });
switch (got.case) {
  case 'a':
    log(1);
  case 'b':
    log(2);
}`),
    ).toContain('switch (got.case) {');
  });

  test('operands that wait are evaluated before the cases are announced (SE-1)', () => {
    const worker =
      workerOf(`const got = await select({ a: send(results, (await jobs.recv()).id), b: recv(jobs) });
switch (got.case) {
  case 'a':
    break;
}`);
    expect(worker).toContain(
      'switch ($s1 = results, $s2 = (($rt.at = 1, typeof ($t = jobs.recv()) === "symbol" && $t === $park ? yield : $t)).id, $s3 = jobs, $rt.selectBegin(2), ',
    );
    expect(worker).toContain('$rt.selectSend(0, $s1, $s2), $rt.selectRecv(1, $s3)');
  });

  test('cases that are not written out go to the function of the runtime', () => {
    expect(
      workerOf('const cases = { a: recv(jobs) };\nconst got = await select(cases);\nlog(got.case);'),
    ).toContain(
      'const got = ($rt.at = 2, typeof ($t = select(cases)) === "symbol" && $t === $park ? yield : $t);',
    );
  });
});

describe('goroutines', () => {
  test('a function given to go is lifted out, and what it uses handed over', () => {
    expect(kept('go(async (n: number) => {\n  await results.send(n);\n}, 3);'))
      .toBe(`$rt.at = 1; go($main, results, 3);
function* $main(results, n) {
$rt.at = 2; if (results.send(n) !== void 0) yield;
}`);
  });

  test('a variable that changes keeps the function where it is', () => {
    expect(workerOf('let n = 0;\ngo(async () => {\n  n++;\n});')).toContain('go(function* () {');
  });

  test('an arrow that only awaits one call is async for the runtime', () => {
    expect(workerOf('go(() => jobs.recv());')).toContain('function* $main(jobs) {');
  });

  test('deferred calls have a frame, and a function that recovers a parameter (PN-5)', () => {
    expect(typescriptOf('defer(() => log(recover()));')).toBe(
      `return withDefers(async (defer) => {
  defer((recover: Recover = noRecover) => log(recover()));
});`,
    );
    expect(workerOf('defer(() => log(recover()));')).toContain(
      'return typeof ($t = $rt.await($rt.withDefers(function* (defer) {',
    );
    expect(workerOf('defer(() => log(recover()));')).toContain('defer((recover = noRecover) => {');
  });

  test('panic', () => expect(kept("panic('no');")).toBe("$rt.at = 1; panic('no');"));
});

describe('locks, time and shared memory', () => {
  test('a locker may be a class of the body', () =>
    expect(
      workerOf('const use = async (l: Locker): Promise<void> => {\n  await l.lock();\n};\nawait use(mu);'),
    ).toContain('typeof ($t = $rt.await(l.lock())) === "symbol"'));

  test('lock and unlock', () => {
    expect(kept('await mu.lock();\nmu.unlock();')).toBe(
      '$rt.at = 1; if (mu.lock() !== void 0) yield;\n$rt.at = 2; mu.unlock();',
    );
  });

  test('wait', () =>
    expect(kept('await wg.wait();')).toBe(
      '$rt.at = 1; if (typeof ($t = wg.wait()) === "symbol" && $t === $park) yield;',
    ));

  test('sleep', () => {
    expect(kept('await sleep(20 * millisecond);')).toBe(
      '$rt.at = 1; if (typeof ($t = sleep(20 * millisecond)) === "symbol" && $t === $park) yield;',
    );
  });

  test('between reading a variable and writing it somebody else may run', () => {
    expect(kept('seen.set(seen.get() + 1);')).toBe(
      'let $t, $b = 10000, $a1;\nseen.set(($a1 = ($rt.at = 1, $rt.preempt() && (yield), seen.get()) + 1, ' +
        '$rt.at = 1, $rt.preempt() && (yield), $a1));',
    );
  });
});

test('a function that cannot give way still says where it is', () => {
  expect(workerOf('const total = () => seen.get();\nlog(total());')).toContain(
    'const total = () => ($rt.at = 1, seen.get());',
  );
});

describe('JavaScript', () => {
  test('an async function is a generator, its call a frame', () => {
    expect(
      kept('async function twice(n: number): Promise<number> {\n  return n * 2;\n}\nlog(await twice(2));'),
    ).toBe(`function* twice(n) {
  let $t, $b = 10000;
  return n * 2;
}
$rt.at = 4; log(($rt.at = 4, typeof ($t = $rt.await(twice(2))) === "symbol" && $t === $park ? yield : $t));`);
  });

  test('what an async function returns is awaited', () => {
    const body =
      'async function f(): Promise<number> {\n  return 1;\n}\nasync function g() {\n  return f();\n}\nlog(await g());';
    expect(typescriptOf(body)).toContain('return await f();');
    expect(workerOf(body)).toContain('$rt.await(f())');
  });

  test('a loop that neither waits nor contains a loop runs in strips', () => {
    expect(kept('for (let i = 0, s = 0; i < 3; i++) {\n  s += i;\n}')).toBe(
      `{
  let i = 0, s = 0;
  for (;;) {
    let $n1 = $b | 0;
    do {
${`      if (!(i < 3)) break;
      s += i;
      i++;
`.repeat(4)}    } while (($n1 = $n1 - 4 | 0) > 0);
    if ($n1 > 0) { $b = $n1 > 4 ? $n1 - 4 : 1; break; }
    $b = 10000; if ($rt.tick()) yield;
  }
}`,
    );
    expect(kept('do {\n  log(1);\n} while (numGoroutine() > 5);')).toBe(
      `{
  for (;;) {
    let $n1 = $b | 0;
    do {
      $rt.at = 2; log(1);
      if (!(numGoroutine() > 5)) break;
    } while (($n1 = $n1 - 1 | 0) > 0);
    if ($n1 > 0) { $b = $n1; break; }
    $b = 10000; if ($rt.tick()) yield;
  }
}`,
    );
  });

  test('a turn that goes on to the next one still counts', () => {
    expect(
      workerOf(
        'each: for (let i = 0; i < 3; i++) {\n  if (i === 1) continue;\n  if (i === 2) continue each;\n}',
      ),
    ).toBe(
      `{
  let i = 0;
  for (;;) {
    let $n1 = $b | 0;
    each: do {
${[2, 3, 4, 5]
  .map(
    (turn) => `      if (!(i < 3)) break;
      $c${turn}: {
        if (i === 1) {
          break $c${turn};
        }
        if (i === 2) {
          break $c${turn};
        }
      }
      i++;
`,
  )
  .join('')}    } while (($n1 = $n1 - 4 | 0) > 0);
    if ($n1 > 0) { $b = $n1 > 4 ? $n1 - 4 : 1; break; }
    $b = 10000; if ($rt.tick()) yield;
  }
}`,
    );
  });

  test('a loop over a list goes by its indices, over anything else by its iterator', () => {
    expect(kept('for (const x of [1, 2]) {\n  log(x);\n}')).toBe(
      `{
  const $x1 = [1, 2];
  if ($isList($x1)) {
    let $k2 = 0;
    for (;;) {
      let $n5 = $b | 0;
      do {
        if (!($k2 < $x1.length)) break;
        const x = $x1[$k2];
        $rt.at = 2; log(x);
        $k2++;
      } while (($n5 = $n5 - 1 | 0) > 0);
      if ($n5 > 0) { $b = $n5; break; }
      $b = 10000; if ($rt.tick()) yield;
    }
  } else {
    const $t6 = $x1[Symbol.iterator]();
    let $q3, $u4 = false;
    try {
      for (;;) {
        let $n7 = $b | 0;
        do {
          if (!($u4 = false, !($q3 = $t6.next()).done)) break;
          const x = ($u4 = true, $q3.value);
          $rt.at = 2; log(x);
        } while (($n7 = $n7 - 1 | 0) > 0);
        if ($n7 > 0) { $b = $n7; break; }
        $b = 10000; if ($rt.tick()) yield;
      }
    } finally {
      if ($u4 && $rt.alive() && $t6.return !== undefined) $t6.return();
    }
  }
}`,
    );
  });

  test('a loop over keys, or with a loop inside, looks at its budget in every turn', () => {
    expect(kept('for (const k in { a: 1 }) {\n  log(k);\n}')).toBe(
      `for (const k in { a: 1 }) {
  if (($b = $b - 1 | 0) === 0) { $b = 10000; if ($rt.tick()) yield; }
  $rt.at = 2; log(k);
}`,
    );
  });

  test('a loop that makes functions of its variable does not', () => {
    expect(workerOf('const fs = [];\nfor (let i = 0; i < 3; i++) {\n  fs.push(() => i);\n}')).toContain(
      'for (let i = 0; i < 3; i++) {\n  if (($b = $b - 1 | 0) === 0)',
    );
  });

  test('labels', () => {
    const worker = kept(`outer: for (let i = 0; i < 3; i++) {
  for (;;) {
    if (i === 1) {
      continue outer;
    } else if (i === 2) {
      break outer;
    } else {
      log(i);
    }
  }
}`);
    expect(worker).toBe(`outer: for (let i = 0; i < 3; i++) {
  if (($b = $b - 1 | 0) === 0) { $b = 10000; if ($rt.tick()) yield; }
  {
    for (;;) {
      do {
        if (i === 1) {
          continue outer;
        } else if (i === 2) {
          break outer;
        } else {
          $rt.at = 8; log(i);
        }
      } while (($b = $b - 1 | 0) > 0);
      if ($b > 0) break;
      $b = 10000; if ($rt.tick()) yield;
    }
  }
}`);
  });

  test('catch lets pass what ends a goroutine, finally waits for nobody who is gone', () => {
    expect(kept("try {\n  panic('no');\n} catch (e) {\n  log(e);\n} finally {\n  log('done');\n}"))
      .toBe(`try {
  $rt.at = 2; panic('no');
} catch ($e) {
  $rt.guard($e);
  let e = $e;
  {
    $rt.at = 4; log(e);
  }
} finally {
  if ($rt.alive()) {
    $rt.at = 6; log('done');
  }
}`);
  });

  test('switch', () => {
    expect(kept('switch (seen.get()) {\n  case 1:\n    return;\n  default:\n    break;\n}')).toBe(
      'switch (($rt.at = 1, $rt.preempt() && (yield), seen.get())) {\n  case 1:\n    return;\n  default:\n    break;\n}',
    );
  });

  test('comments, empty lines and notes stay', () => {
    const body = `// What this does.
const a = 1; // one

/* Several
   lines. */
if (a > 0) {
  // inside
  log(a);

  // at the end
}`;
    expect(typescriptOf(body)).toBe(body);
    expect(workerOf(body)).toBe('const a = 1;\nif (a > 0) {\n  $rt.at = 8; log(a);\n}');
  });

  test('template literals keep their lines as they are', () => {
    const body = 'if (seen.get() > 0) {\n  log(`a\n   b ${1 as number}\n c`);\n}';
    expect(typescriptOf(body)).toContain('log(`a\n b');
    expect(workerOf(body)).toContain('log(`a\n');
  });

  test('expressions over several lines are indented anew', () => {
    const body = 'if (true) {\n        const xs = [1, 2]\n          .map((x) => x + 1);\n        log(xs);\n}';
    expect(typescriptOf(body)).toBe(
      'if (true) {\n  const xs = [1, 2]\n    .map((x) => x + 1);\n  log(xs);\n}',
    );
  });
});

describe('types', () => {
  const erased = (body: string): string => kept(body).replace(/\$rt\.at = \d+; /g, '');

  test('annotations, assertions and type arguments', () => {
    expect(
      erased(
        "const a: Map<string, number[]> = new Map<string, number[]>();\nlog(a!.get('x') as number satisfies number);",
      ),
    ).toBe("const a = new Map();\nlog(a.get('x'));");
  });

  test('an assertion with brackets keeps its value together', () => {
    expect(erased('const f = () => <Job>{ id: 1 };\nlog(f());')).toBe(
      'const f = () => ({ id: 1 });\nlog(f());',
    );
  });

  test('parameters', () => {
    expect(
      erased('const f = <T,>(x?: T, ...rest: T[]): x is NonNullable<T> => x !== undefined;\nlog(f(1));'),
    ).toBe('const f = (x, ...rest) => x !== undefined;\nlog(f(1));');
  });

  test('the line of an arrow does not end before it', () => {
    expect(erased('const f = (x: number)\n  : number => x;\nlog(f(1));')).toBe(
      'const f = (x) => x;\nlog(f(1));',
    );
  });

  test('classes', () => {
    expect(
      workerOf(`abstract class A<T> implements Iterable<T> {
  private readonly a: T[] = []
  declare b: number;
  static #c?: number = 1;
  abstract d(): void;
  [key: string]: unknown;
  public async e<U>(this: A<T>, x?: U): Promise<void> { await sleep(1); }
  get f(): number { return 1; }
}
log(A);`),
    ).toBe(
      `class A  {
  a = [];
  
  static #c = 1;
  
  
  *e(x) {
    let $t, $b = 10000;
    $rt.at = 7; if (typeof ($t = sleep(1)) === "symbol" && $t === $park) yield;
  }
  get f() {
    return 1;
  }
}
$rt.at = 10; log(A);`,
    );
  });

  test('declarations of types vanish', () => {
    expect(
      workerOf(
        'interface A { a: number }\ntype B = A;\ndeclare const c: B;\nfunction f(x: number): void;\nfunction f(): void {}\nf();',
      ),
    ).toBe('function f() {}\nf();');
  });
});
