import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import { BLOCKS, FAMILIES } from '../blocks/catalogue.ts';
import { draw } from '../blocks/draw.test-support.ts';
import { PORT_LOOK } from '../blocks/ports.ts';
import { CASE_KINDS } from '../blocks/select/cases.ts';
import { error } from '../compile/findings.ts';
import { WAIT_REASONS } from '../trace/events.ts';
import { en, type MessageKey } from './en.ts';
import { findingText, placeText } from './findings.ts';
import { isMessage, LOCALES, message, messageOr, nearestLocale } from './format.ts';
import { connectText } from './wiring.ts';
import { zhCN } from './zh-CN.ts';

const keys = Object.keys(en) as MessageKey[];

/** Every `{name}` a message takes. */
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]!))].toSorted();

/** The codes of a union type, read from its source: types are gone when a test runs. */
function codesOf(file: string, union: string): readonly string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const text = new RegExp(`export type ${union} =([^;]*);`).exec(source)?.[1] ?? '';
  return [...text.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
}

describe('the two languages', () => {
  test('say the same things', () => {
    expect(Object.keys(zhCN).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test.each(keys)('%s takes the same values in both', (key) => {
    expect(placeholders(zhCN[key])).toEqual(placeholders(en[key]));
  });

  test.each(LOCALES.flatMap((locale) => keys.map((key) => [locale, key] as const)))(
    '%s: %s can be filled in',
    (locale, key) => {
      const values = Object.fromEntries(
        placeholders(en[key]).map((name) => [name, name === 'count' ? 3 : name]),
      );
      const text = message(locale, key, { ...values, count: 3, steps: 3, files: 3 });
      expect(text).not.toMatch(/[{}]/);
      expect(text.trim()).not.toBe('');
    },
  );

  test('plurals follow the language', () => {
    expect(message('en', 'outcome.out-of-budget', { steps: 1 })).toContain('after 1 step.');
    expect(message('en', 'outcome.out-of-budget', { steps: 2 })).toContain('after 2 steps.');
    expect(message('zh-CN', 'outcome.out-of-budget', { steps: 2 })).toContain(' 2 步 ');
  });

  test('Chinese has a space between Han and Latin, and punctuation of full width', () => {
    for (const text of Object.values(zhCN)) {
      const plain = text.replace(/\{\w+, plural, other \{(.*?)\}\}/g, '$1').replace(/[{}]/g, '');
      expect(plain).not.toMatch(/[\p{Script=Han}][a-zA-Z0-9]|[a-zA-Z0-9][\p{Script=Han}]/u);
      expect(plain).not.toMatch(/[\p{Script=Han}][,;:!?.]/u);
    }
  });

  test('no text shouts or apologises', () => {
    for (const text of [...Object.values(en), ...Object.values(zhCN)]) {
      expect(text).not.toMatch(/!|！|\boops\b|\binvalid\b|\bsomething\b|\bsorry\b/i);
    }
  });
});

describe('everything there is has its text', () => {
  test.each(codesOf('../compile/findings.ts', 'FindingCode'))('finding %s', (code) => {
    expect(keys.some((key) => key === `finding.${code}` || key.startsWith(`finding.${code}.`))).toBe(true);
  });

  test.each(codesOf('../body/check.ts', 'Unsupported'))('what a body cannot have: %s', (what) => {
    expect(isMessage(`finding.not-supported.${what}`)).toBe(true);
  });

  test.each(BLOCKS.map((block) => [block.kind, block] as const))('block %s', (kind, block) => {
    expect(isMessage(`block.${kind}`)).toBe(true);
    expect(isMessage(`line.${kind}`)).toBe(true);
    for (const spec of block.params) {
      expect(keys).toContain(`param.${kind}.${spec.name}`);
      expect(keys).toContain(`hint.${kind}.${spec.name}`);
      if (spec.type !== 'choice') continue;
      for (const option of spec.options) expect(keys).toContain(`option.${kind}.${spec.name}.${option}`);
    }
  });

  test('families, cases, and reasons to wait', () => {
    for (const family of FAMILIES) expect(isMessage(`family.${family}`)).toBe(true);
    for (const { family } of Object.values(PORT_LOOK)) expect(isMessage(`port-family.${family}`)).toBe(true);
    for (const on of CASE_KINDS) expect(isMessage(`case.${on}`)).toBe(true);
    for (const reason of WAIT_REASONS) expect(isMessage(`wait.${reason}`)).toBe(true);
  });

  test('and no text is left over from a parameter that is gone', () => {
    const known = new Set(
      BLOCKS.flatMap((block) => block.params.map((spec) => `${block.kind}.${spec.name}`)),
    );
    const named = keys.filter((key) => /^(param|hint)\./.test(key)).map((key) => key.replace(/^\w+\./, ''));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a finding as a sentence', () => {
  const place = { node: nodeId('n1') };

  test('says what is wrong, then what to do', () => {
    expect(findingText(error('unwired-port', place, { port: 'mu', name: 'worker' }), 'en')).toBe(
      'Port mu of “worker” is not wired. Wire it, or take it off the list.',
    );
  });

  test('chooses among the sentences of a code, and calls parameters by their labels', () => {
    const values = { kind: 'channel', param: 'capacity', problem: 'out-of-range', min: 0, max: 9 };
    expect(findingText(error('bad-param', place, values), 'en')).toBe(
      'Capacity is out of range. Enter a number from 0 to 9.',
    );
    expect(findingText(error('bad-param', place, values), 'zh-CN')).toBe(
      '容量 超出范围。请填 0 到 9 之间的数。',
    );
    const forbidden = (instead: string) =>
      findingText(error('forbidden-name', place, { name: 'Date', instead }), 'en');
    expect(forbidden('now()')).toBe('Date leads out of the run, where nothing can be repeated. Use now().');
    expect(forbidden('')).toBe('Date cannot be used here. Choose another name.');
  });

  test('a value is text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const text = findingText(error('unknown-name', place, { name }), 'en');
        expect(text.startsWith('Nothing here is named ')).toBe(true);
      }),
    );
  });

  test('says where', () => {
    const document = draw({ worker: ['goroutine'] });
    expect(placeText(error('syntax', { ...place, line: 2, column: 5 }), document, 'en')).toBe(
      '“worker”, line 2, column 5',
    );
    expect(placeText(error('file-not-json', { line: 1, column: 2 }), null, 'en')).toBe('line 1, column 2');
    expect(placeText(error('no-goroutine', {}), document, 'en')).toBe('');
  });
});

test('why a wire cannot be drawn: a lock has its own words', () => {
  expect(connectText({ why: 'not-a-channel', what: 'mutex' }, 'en')).toBe(
    'A lock is held, not sent to. Use a channel.',
  );
  expect(connectText({ why: 'not-a-channel', what: 'once' }, 'en')).toBe(
    'A once is used, not sent to. Use a channel.',
  );
  expect(connectText({ why: 'same-block' }, 'zh-CN')).toBe(
    '积木在这里不能连到自己。请在中间放一块通道积木。',
  );
});

test('the nearest language', () => {
  expect(['zh-Hans-CN', 'zh_CN.UTF-8', 'ZH', 'en-GB', 'fr', ''].map(nearestLocale)).toEqual([
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
});

test('a key put together from parts may be none', () => {
  expect(messageOr('en', 'block.gearbox', 'gearbox')).toBe('gearbox');
  expect(messageOr('en', 'block.mutex', 'mutex')).toBe('Mutex');
});
