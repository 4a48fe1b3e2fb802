import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeId, runId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import { chan, executable, main, OPTIONS, TestHost } from './host.test-support.ts';

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

/** `n` numbers through a channel, from one goroutine to main. */
const counting = (n: number, capacity = 0): Executable =>
  executable(
    [chan('c', capacity)],
    [
      {
        name: 'source',
        params: 'c',
        args: ['c'],
        body: `for (let i = 0; i < ${n}; i++) { if (c.send(i) === PARK) yield; } c.close();`,
      },
      {
        name: 'sum',
        main: true,
        params: 'c',
        args: ['c'],
        body: `let s = 0; for (;;) { const v = (($t = c.recv()) === PARK ? yield : $t); if (!$rt.ok) break; s += v; } log('sum', s);`,
      },
    ],
  );

/** Two goroutines that add to a list in turns the scheduler decides, until each has added `n`. */
const racing = (n: number): Executable =>
  executable(
    [chan('done')],
    ['a', 'b', 'c'].map((name, i) => ({
      name,
      main: i === 0,
      params: 'done',
      args: ['done'],
      body:
        i === 0
          ? `let s = ''; for (let k = 0; k < ${2 * n}; k++) s += (($t = done.recv()) === PARK ? yield : $t); log(s);`
          : `for (let k = 0; k < ${n}; k++) { if (done.send('${name}') === PARK) yield; if (gosched() === PARK) yield; }`,
    })),
  );

describe('a deterministic run', () => {
  test('prints, counts, and is done', async () => {
    const { result, printed, messages } = await host.run(counting(1000));
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('sum 499500\n');
    expect(result.counts).toMatchObject({ sends: 1000, receives: 1000, goroutines: 2 });
    expect(messages[0]).toMatchObject({ type: 'started', workers: 1 });
    expect(messages.at(-1)?.type).toBe('ended');
  });

  test('with the same seed leaves the same bytes of trace, with another seed others', async () => {
    const one = await host.run(racing(50), { seed: 7, trace: 'lossless' });
    const same = await host.run(racing(50), { seed: 7, trace: 'lossless' });
    const other = await host.run(racing(50), { seed: 8, trace: 'lossless' });
    expect(one.trace.split('\n').length).toBeGreaterThan(300);
    expect(same.trace).toBe(one.trace);
    expect(same.printed).toBe(one.printed);
    expect(other.trace).not.toBe(one.trace);
    expect(one.result.counts.dropped).toBe(0);
    expect(one.result.counts.events).toBe(one.trace.split('\n').length - 1);
  });

  test('replayed from its printed schedule leaves the same bytes of trace, whatever the seed', async () => {
    const first = await host.run(racing(50), { seed: 11, trace: 'lossless' });
    const { schedule } = first.result;
    const again = await host.run(racing(50), { seed: 99, schedule, trace: 'lossless' });
    expect(again.trace).toBe(first.trace);
    expect(again.result.outcome).toEqual({ end: 'done' });
    expect(again.result.schedule).toBe(schedule);
  });

  test('refuses a schedule of another program, and one that is none', async () => {
    const { schedule } = (await host.run(racing(5))).result;
    const other = { ...racing(5), digest: '0000beef' };
    expect((await host.run(other, { schedule })).result.outcome).toEqual({
      end: 'failed',
      message: 'this schedule was made by another program',
    });
    expect((await host.run(racing(5), { schedule: 'hello' })).result.outcome).toMatchObject({
      end: 'failed',
    });
  });

  test('takes no wall time to sleep in virtual time', async () => {
    const { result, printed } = await host.run(main(`if (sleep(3_600_000) === PARK) yield; log(now());`));
    expect(printed).toBe('3600000\n');
    expect(result.counts.time).toBe(3.6e12);
  });

  test('sleeps on a real clock', async () => {
    const { result } = await host.run(main(`if (sleep(30) === PARK) yield;`), { clock: 'real' });
    expect(result.outcome).toEqual({ end: 'done' });
    expect(result.counts.time).toBeGreaterThanOrEqual(30e6);
  });

  test('awaits a promise that is not the runtime’s', async () => {
    const body = `const v = (($t = $rt.await(Promise.resolve(1).then(() => 41))) === PARK ? yield : $t); log(v + 1);`;
    expect((await host.run(main(body))).printed).toBe('42\n');
  });

  test('ends as out of budget after its steps', async () => {
    const body = `for (;;) if (gosched() === PARK) yield;`;
    const { result } = await host.run(main(body), { maxSteps: 5000 });
    expect(result.outcome).toEqual({ end: 'out-of-budget', steps: 5000 });
  });

  test('exits with the code it was given', async () => {
    expect((await host.run(main(`log('a'); exit(3);`))).result.outcome).toEqual({ end: 'exit', code: 3 });
  });
});

describe('what goes wrong in a program is told in Go’s words', () => {
  test('a deadlock names every goroutine, main first', async () => {
    const program = executable(
      [chan('c'), chan('d')],
      [
        { name: 'other', params: 'd', args: ['d'], body: `if (d.send(1) === PARK) yield;` },
        { name: 'start', main: true, params: 'c', args: ['c'], body: `if (c.recv() === PARK) yield;` },
      ],
    );
    const { outcome } = (await host.run(program)).result;
    expect(outcome).toMatchObject({ end: 'deadlock', message: 'all goroutines are asleep - deadlock!' });
    const goroutines = outcome.end === 'deadlock' ? outcome.goroutines : [];
    expect(goroutines.map(({ id, name, state }) => [id, name, state])).toEqual([
      [1, 'start', 'chan receive'],
      [2, 'other', 'chan send'],
    ]);
    expect(goroutines[0]?.waitingOn).toEqual({ name: 'c', object: 0 });
  });

  test('an error of JavaScript is a panic at the line of the body it came from', async () => {
    const site = (line: number) => ({ node: nodeId('n1'), param: 'body', line, column: 3 });
    // Line 2 of the generated code is the body's first; the second table entry covers its second.
    const program = main(`const x = null;\nx.y();`, {
      sites: [null, site(1), site(2)],
      positions: [
        [2, 1, 1],
        [3, 1, 2],
      ],
    });
    const { outcome } = (await host.run(program)).result;
    expect(outcome).toMatchObject({ end: 'panic', chain: [{ kind: 'error', recovered: false }] });
    if (outcome.end !== 'panic') return;
    expect(outcome.chain[0]?.text).toMatch(/^TypeError: Cannot read properties of null/);
    expect(outcome.goroutine.frames[0]?.origin).toEqual(site(2));
  });

  test('an endless recursion is Go’s stack overflow', async () => {
    const { outcome } = (await host.run(main(`const f = () => f() + 1; f();`))).result;
    expect(outcome).toMatchObject({ end: 'fatal', message: 'stack overflow' });
  });

  test('code that does not parse fails with the reason', async () => {
    expect((await host.run(main(`const = 1;`))).result.outcome).toMatchObject({ end: 'failed' });
  });
});

describe('a person at the controls', () => {
  const forever = main(
    `for (let i = 0; ; i++) { if (gosched() === PARK) yield; if (i % 1000 === 0) log(i); }`,
  );
  const paused = (from: number) => host.until((message) => message.type === 'paused', from);

  test('stops a run that gives way', async () => {
    const { result, printed } = await host.run(forever, {}, async (_, run, from) => {
      await host.until((message) => message.type === 'print', from);
      host.send({ type: 'stop', run });
    });
    expect(result.outcome).toEqual({ end: 'stopped' });
    expect(printed.startsWith('0\n')).toBe(true);
  });

  test('stops a loop that looks at nothing', async () => {
    const { result } = await host.run(main(`while (true) {}`), {}, async (_, run, from) => {
      await host.until((message) => message.type === 'started', from);
      host.send({ type: 'stop', run });
    });
    expect(result.outcome).toEqual({ end: 'stopped' });
  });

  test('starts paused, steps, pauses again, and resumes', async () => {
    const program = main(`for (let i = 0; i < 6; i++) { log('step', i); if (gosched() === PARK) yield; }`);
    const { result, printed, messages } = await host.run(program, { paused: true }, async (_, run, from) => {
      await paused(from);
      const seen = host.messages.length;
      host.send({ type: 'step', run, steps: 2 });
      await paused(seen);
      expect(host.messages.slice(from).some((message) => message.type === 'ended')).toBe(false);
      host.send({ type: 'resume', run });
    });
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('step 0\nstep 1\nstep 2\nstep 3\nstep 4\nstep 5\n');
    const steps = messages.flatMap((message) => (message.type === 'paused' ? [message.step] : []));
    expect(steps[0]).toBe(0);
    expect(steps[1]).toBe(2);
  });

  test('pauses a run at full speed, and the trace up to there has arrived', async () => {
    await host.run(forever, { trace: 'lossless' }, async (_, run, from) => {
      await host.until((message) => message.type === 'print', from);
      host.send({ type: 'pause', run });
      await paused(from);
      const before = host.messages.length;
      host.send({ type: 'step', run, steps: 1 });
      await paused(before);
      host.send({ type: 'stop', run });
    });
  });

  test('stepping does not change the schedule', async () => {
    const straight = await host.run(racing(4), { seed: 5 });
    const stepped = await host.run(racing(4), { seed: 5, paused: true }, async (_, run, from) => {
      await paused(from);
      host.send({ type: 'step', run, steps: 1_000_000 });
    });
    expect(stepped.printed).toBe(straight.printed);
    expect(stepped.result.outcome).toEqual({ end: 'done' });
  });

  test('slow motion waits between steps, and full speed again when told', async () => {
    const { result } = await host.run(counting(2000), { pace: 5 }, async (_, run, from) => {
      await host.until((message) => message.type === 'progress', from);
      host.send({ type: 'pace', run, pace: 0 });
    });
    expect(result.outcome).toEqual({ end: 'done' });
  });

  test('cancels a context by its button', async () => {
    const program = executable(
      [{ kind: 'context', name: 'quit', parent: null, form: { is: 'cancel' } }],
      [
        {
          name: 'main',
          main: true,
          params: 'quit',
          args: ['quit'],
          body: `for (let i = 0; quit.err() === null; i++) { if (i === 0) log('waiting'); if (gosched() === PARK) yield; } log(quit.err());`,
        },
      ],
    );
    const { printed } = await host.run(program, {}, async (_, run, from) => {
      await host.until((message) => message.type === 'print', from);
      host.send({ type: 'signal', run, object: 0 });
    });
    expect(printed).toBe('waiting\ncontext canceled\n');
  });
});

describe('the trace', () => {
  test('a lossless run waits for its reader, and loses nothing', async () => {
    // More records than the ring holds: without credits it would stand still.
    const { result, batches } = await host.run(counting(600_000, 8), { trace: 'lossless' });
    expect(result.outcome).toEqual({ end: 'done' });
    expect(result.counts.dropped).toBe(0);
    expect(result.counts.events).toBeGreaterThan(1 << 20);
    expect(batches.length).toBeGreaterThan(1);
  });

  test('a reader that gives no credit is sent eight batches and no more, until it does', async () => {
    const program = main(`for (let i = 0; i < 3_000_000; i++) if (gosched() === PARK) yield;`);
    const run = runId('slow');
    const from = host.messages.length;
    host.send({ type: 'start', run, executable: program, options: { ...OPTIONS, trace: 'lossless' } });
    const arrived = (): number =>
      host.messages.slice(from).filter((message) => message.type === 'trace').length;
    await host.until(() => arrived() === 8, from);
    const seen = host.messages.length;
    await host.until((message) => message.type === 'progress', seen);
    await host.until((message) => message.type === 'progress', host.messages.length);
    expect(arrived()).toBe(8);
    host.send({ type: 'credit', run, batches: 1 });
    await host.until(() => arrived() === 9, seen);
    host.send({ type: 'stop', run });
    await host.until((message) => message.type === 'ended', seen);
  });

  test('a flight recorder never waits, and says what it dropped', async () => {
    const program = main(`for (let i = 0; i < 1_500_000; i++) if (gosched() === PARK) yield;`);
    const run = runId('recorder');
    const from = host.messages.length;
    host.send({ type: 'start', run, executable: program, options: { ...OPTIONS, trace: 'recorder' } });
    const ended = await host.until((message) => message.type === 'ended', from);
    expect(ended?.type === 'ended' && ended.result.outcome).toEqual({ end: 'done' });
    expect(ended?.type === 'ended' && ended.result.counts.dropped).toBeGreaterThan(0);
  });

  test('a flight recorder sends nothing until the run rests, then the newest events', async () => {
    const forever = main(`for (;;) if (gosched() === PARK) yield;`);
    const arrived = (from: number): number =>
      host.messages.slice(from).filter((message) => message.type === 'trace').length;
    await host.run(forever, { trace: 'recorder' }, async (_, run, from) => {
      await host.until((message) => message.type === 'progress', from);
      expect(arrived(from)).toBe(0);
      host.send({ type: 'pause', run });
      await host.until((message) => message.type === 'paused', from);
      expect(arrived(from)).toBeGreaterThan(0);
      host.send({ type: 'stop', run });
    });
  });
});

describe('at the door', () => {
  test('a message that is none is refused; a run it was about ends with the reason', async () => {
    const from = host.messages.length;
    host.send({ type: 'start', run: 'odd', executable: { code: 5 }, options: {} });
    const ended = await host.until((message) => message.type === 'ended', from);
    expect(ended).toMatchObject({ run: 'odd', result: { outcome: { end: 'failed' } } });
    host.send({ nonsense: true });
    host.send({ type: 'stop', run: 'never-started' });
    expect((await host.run(counting(3))).printed).toBe('sum 3\n');
  });

  test('one run at a time', async () => {
    const forever = main(`for (;;) if (gosched() === PARK) yield;`);
    await host.run(forever, {}, async (_, run, from) => {
      await host.until((message) => message.type === 'started', from);
      const second = runId('second');
      host.send({ type: 'start', run: second, executable: forever, options: OPTIONS });
      const refused = await host.until((message) => message.type === 'ended' && message.run === second, from);
      expect(refused).toMatchObject({ result: { outcome: { end: 'failed' } } });
      host.send({ type: 'stop', run });
    });
  });

  test('a flood of printing is held back, not piled up', async () => {
    const { printed } = await host.run(
      main(`for (let i = 0; i < 40_000; i++) log('line', i, 'of a flood of lines');`),
    );
    expect(printed.split('\n').length).toBe(40_001);
    expect(printed.endsWith('line 39999 of a flood of lines\n')).toBe(true);
  });
});
