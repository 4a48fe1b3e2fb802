import { beforeEach, expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import { emptyDocument } from '../../shared/graph/document.ts';
import { addNode, move, newNode, removeNodes, rename } from '../../shared/graph/edits.ts';
import { readDocument } from '../../shared/graph/file.ts';
import { documents } from './document-store.ts';
import { selection } from './selection-store.ts';

const n1 = nodeId('n1');
const worker = newNode(emptyDocument(''), { kind: 'goroutine', name: 'worker', x: 10, y: 20 });

beforeEach(() => {
  documents.show(emptyDocument('drawing'), { id: null, name: 'drawing', restricted: false, template: null });
});

test('an edit is one step back', () => {
  documents.edit('step.add', addNode(worker));
  expect(documents.get().dirty).toBe(true);
  documents.undo();
  expect(documents.get().document.nodes).toEqual({});
  expect(documents.get().dirty).toBe(false);
  documents.redo();
  expect(documents.get().document.nodes[n1]?.name).toBe('worker');
});

test('a whole drag is one step', () => {
  documents.edit('step.add', addNode(worker));
  const drag = {};
  for (let i = 0; i < 5; i++)
    documents.edit('step.move', move({ nodes: [n1] }, { x: 3, y: 0 }), { merge: drag });
  expect(documents.get().document.nodes[n1]?.x).toBe(25);
  documents.undo();
  expect(documents.get().document.nodes[n1]?.x).toBe(10);
});

test('an edit that changes nothing is no step', () => {
  documents.edit('step.rename', rename(nodeId('n9'), 'x'));
  expect(documents.get().history.past).toHaveLength(0);
});

test('what is saved is no longer unsaved; what was edited meanwhile is', () => {
  documents.edit('step.add', addNode(worker));
  const { document } = documents.get();
  documents.edit('step.rename', rename(n1, 'other'));
  documents.saved(document, { id: 'f1', name: 'drawing' }, 5);
  expect(documents.get()).toMatchObject({ dirty: true, file: { id: 'f1', savedAt: 5 } });
  documents.undo();
  expect(documents.get().dirty).toBe(false);
});

test('what is gone is not selected any more', () => {
  documents.edit('step.add', addNode(worker));
  selection.select({ nodes: [n1] });
  documents.edit('step.delete', removeNodes([n1]));
  expect(selection.get().selection.nodes).toEqual([]);
});

test('nothing is edited while no document is open', () => {
  documents.close();
  documents.edit('step.add', addNode(worker));
  expect(documents.get()).toMatchObject({ open: false, document: { nodes: {} } });
});

test('its text is the file', () => {
  documents.edit('step.add', addNode(worker));
  expect(readDocument(documents.text()).document).toEqual(documents.get().document);
});

test('a recovered text is unsaved from the start', () => {
  const { document } = readDocument(documents.text());
  documents.show(document!, { id: 'f2', name: 'drawing', restricted: true, template: null }, true);
  expect(documents.get().dirty).toBe(true);
});
