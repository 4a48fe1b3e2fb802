import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/graph/document.ts';
import { renameDocument } from '../../shared/graph/edits.ts';
import { error } from '../../shared/compile/findings.ts';
import { followDocument } from './checker.ts';
import { documents } from './document-store.ts';
import { findings, worstOfNode } from './findings-store.ts';
import { nodeId } from '../../shared/base/ids.ts';

test('the newest document is looked over, one at a time', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const check = (text: string) =>
    new Promise<readonly ReturnType<typeof error>[]>((resolve) => {
      const { name } = JSON.parse(text) as { name: string };
      asked.push(name);
      answers.push(() => resolve([error('syntax', {}, { message: name })]));
    });
  const stop = followDocument(check, (run) => run());
  documents.show(emptyDocument('a'), { id: null, name: 'a', restricted: false, template: null });
  documents.edit('step.rename', renameDocument('b'));
  documents.edit('step.rename', renameDocument('c'));
  expect(asked).toEqual(['a']);
  answers[0]!();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  // `b` was passed over: nobody sees it any more.
  expect(asked).toEqual(['a', 'c']);
  answers[1]!();
  await Promise.resolve();
  await Promise.resolve();
  expect(findings.get()).toMatchObject({ errors: 1, warnings: 0, findings: [{ values: { message: 'c' } }] });
  documents.close();
  expect(findings.get().findings).toEqual([]);
  stop();
});

test('a block shows its worst finding', () => {
  const node = nodeId('n1');
  const warning = { ...error('nil-channel', { node }), severity: 'warning' as const };
  expect(worstOfNode([warning, error('syntax', { node })], node)?.code).toBe('syntax');
  expect(worstOfNode([warning], nodeId('n2'))).toBeNull();
});
