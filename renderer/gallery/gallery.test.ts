import { expect, test } from 'vitest';
import { readDocument } from '../../shared/graph/file.ts';
import { chosen } from './Gallery.tsx';
import { lessonOf } from '../lesson/lessons.ts';
import { previewOf } from './preview.ts';
import type { CardTemplate } from './TemplateCard.tsx';

const graphs = import.meta.glob<string>('../../assets/templates/*/graph.weft', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const template = (slug: string, en: string, broken: boolean): CardTemplate => ({
  info: {
    slug,
    title: { en, 'zh-CN': '名' },
    line: { en: 'How?', 'zh-CN': '如何？' },
    broken,
    breaks: broken ? 'deadlock' : null,
    shelf: broken ? 'locks' : 'pipelines',
    text: '',
  },
  document: readDocument(Object.values(graphs)[0]!).document!,
});

const all = [template('worker-pool', 'Worker pool', false), template('two-locks', 'Two locks', true)];

test('a template is found by the words of its name, in either language', () => {
  const found = (text: string) => chosen(all, 'all', text, 'zh-CN').map(({ info }) => info.slug);
  expect(found('WORK pool')).toEqual(['worker-pool']);
  expect(found('如何')).toEqual(['worker-pool', 'two-locks']);
  expect(found('nothing')).toEqual([]);
});

test('each stands on its shelf, and those that go wrong on one of their own too', () => {
  const on = (shelf: Parameters<typeof chosen>[1]) =>
    chosen(all, shelf, '', 'en').map(({ info }) => info.slug);
  expect(on('broken')).toEqual(['two-locks']);
  expect(on('locks')).toEqual(['two-locks']);
  expect(on('pipelines')).toEqual(['worker-pool']);
  expect(on('select')).toEqual([]);
});

test.each(Object.entries(graphs))('the preview of %s lies within its frame', (_path, text) => {
  const frame = { width: 268, height: 136 };
  const { document } = readDocument(text);
  const { boxes, lines } = previewOf(document!, frame);
  expect(boxes).toHaveLength(Object.keys(document!.nodes).length);
  expect(lines).toHaveLength(Object.keys(document!.edges).length);
  for (const box of boxes) {
    expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(frame.width);
    expect(box.y + box.height).toBeLessThanOrEqual(frame.height);
  }
});

test('an empty drawing has an empty preview', () => {
  expect(previewOf({ ...all[0]!.document, nodes: {}, edges: {} }, { width: 10, height: 10 })).toEqual({
    boxes: [],
    lines: [],
    tokens: [],
  });
});

test('every template has its lesson in both languages', async () => {
  for (const path of Object.keys(graphs)) {
    const slug = path.split('/').at(-2)!;
    const [en, zh] = await Promise.all([lessonOf(slug, 'en'), lessonOf(slug, 'zh-CN')]);
    expect(en, slug).toMatch(/^# .+\n/);
    expect(zh, slug).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(await lessonOf('no-such', 'en')).toBeNull();
});
