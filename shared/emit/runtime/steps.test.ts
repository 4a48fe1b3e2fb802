import { describe, expect, test } from 'vitest';
import { executableOf } from '../emit.test-support.ts';

/** The steps of a body, without what stands around them. */
function stepsOf(body: string): string {
  const { code, sites } = executableOf(body, undefined, 'steps');
  return code
    .slice(code.indexOf('function main('), code.indexOf('\nreturn ['))
    .replace(/\$rt\.at = (\d+)/g, (_, site) => `$rt.at = ${sites[Number(site)]?.line ?? '?'}`)
    .split('\n')
    .slice(1, -1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

const inSteps = (body: string): boolean =>
  executableOf(body, undefined, 'steps').code.includes('function main(self');

describe('what is printed', () => {
  test('a loop goes from operation to operation; what changes is put back before it waits', () => {
    expect(stepsOf('let n = 0;\nfor await (const job of jobs) {\n  n += job.n;\n  await results.send(n);\n}'))
      .toBe(`let $n = 10000, $s = 0, $$n, $c1;
return $rt.steps(($i) => {
  let $p = $s, $b = $n, n = $$n, job;
  $m: for (;;) switch ($p) {
    case 0:
    n = 0;
    $c1 = jobs;
    case 1:
    if (($b = $b - 1 | 0) === 0) { $b = 10000; if ($rt.tick()) { $s = 3; $n = $b; $$n = n; return $park; } }
    case 3:
    $rt.at = 2; if (typeof ($i = $c1.recv()) === "symbol" && $i === $park) { $s = 4; $n = $b; $$n = n; return $park; }
    case 4:
    if ($rt.ok === false) { $p = 2; continue $m; }
    job = $i;
    n += job.n;
    $rt.at = 4; if (results.send(n) !== void 0) { $s = 1; $n = $b; $$n = n; return $park; }
    $p = 1; continue $m;
    case 2:
    return;
  }
});`);
  });

  test('a function in which nothing waits is one step, as it was written', () => {
    expect(stepsOf('const a = 1;\nlog(a);')).toContain('return $rt.steps(() => {\n  const a = 1;');
  });

  test('what is added to is read before the operation, where others can change it', () => {
    const own =
      'let n = 0;\nn += await half(3);\nlog(n);\nasync function half(x: number) {\n  return x / 2;\n}';
    expect(stepsOf(own)).toContain('  n = n + $i;');
    expect(stepsOf(`${own}\ngo(() => n++);`)).toMatch(/\$x1 = n; \$rt\.at = 2;[^]*n = \$x1 \+ \$i;/);
    expect(stepsOf(own.replace('half(3)', 'half(n++)'))).toMatch(/\$x1 = n; [^]*n = \$x1 \+ \$i;/);
  });

  test('functions that are declared are there before the steps', () => {
    const code = stepsOf('await sleep(1);\nhello();\nfunction hello(): void {\n  log(1);\n}');
    expect(code.indexOf('function hello()')).toBeLessThan(code.indexOf('return $rt.steps('));
  });
});

describe('which functions are', () => {
  test.each([
    'await results.send(1);',
    'const { id } = await jobs.recv();\nlog(id);',
    'const [job, ok] = await jobs.recv2();\nlog(job, ok);',
    'await mu.lock();\nmu.unlock();',
    'for (;;) await sleep(1);',
    'let i = 0;\ndo {\n  if (i === 2) continue;\n  await sleep(i);\n} while (i++ < 3);',
    'out: for (;;) {\n  while (true) {\n    await sleep(1);\n    break out;\n  }\n}',
    'const got = await select({ job: recv(jobs), default: true });\nswitch (got.case) {\n  case "job":\n    await results.send(got.value.n);\n    break;\n  case "default":\n    break;\n}',
    'try {\n  log(1);\n} catch {\n  log(2);\n}\nawait sleep(1);',
  ])('%j', (body) => expect(inSteps(body)).toBe(true));
});

describe('which stay generators', () => {
  test.each([
    ['something evaluated before has to be kept', 'log(jobs.len(), await jobs.recv());'],
    ['it may not be reached', 'const job = jobs.len() > 0 ? await jobs.recv() : null;\nlog(job);'],
    ['an error may be caught where it waits', 'try {\n  await sleep(1);\n} catch {\n  log(1);\n}'],
    ['something is deferred', 'defer(() => log(1));\nawait sleep(1);'],
    [
      'each turn has a variable for a function',
      'for (;;) {\n  const n = seen.get();\n  go(() => log(n));\n  await sleep(1);\n}',
    ],
    ['a loop only locks', 'for (;;) {\n  await mu.lock();\n  mu.unlock();\n}'],
    ['a loop computes', 'let n = 0;\nfor (let i = 0; i < 9; i++) n += i;\nawait results.send(n);'],
    ['it may give way in the middle', 'await results.send(seen.get());'],
    ['a class is declared in it', 'class A {}\nawait sleep(1);\nlog(new A());'],
    ['its variable is a `var`', 'var n = 1;\nawait results.send(n);'],
  ])('where %s', (_, body) => expect(inSteps(body)).toBe(false));
});
