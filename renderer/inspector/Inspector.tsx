import { find } from '../../shared/graph/edits.ts';
import { useDocument } from '../stores/document-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { BlockInspector } from './BlockInspector.tsx';
import { DrawingInspector } from './DrawingInspector.tsx';
import { FrameInspector } from './FrameInspector.tsx';
import './inspector.css';
import { ManyInspector } from './ManyInspector.tsx';
import { NoteInspector } from './NoteInspector.tsx';
import { WireInspector } from './WireInspector.tsx';

/** What is marked, in full: its fields, its code, what it does in the run, and what is wrong with it. */
export const Inspector = () => (
  <div className="in-inspector">
    <Marked />
  </div>
);

function Marked() {
  const marked = useSelection((state) => state.selection);
  const { nodes, edges, groups, notes } = marked;
  const node = useDocument((document) => (nodes[0] === undefined ? null : find(document.nodes, nodes[0])));
  const edge = useDocument((document) => (edges[0] === undefined ? null : find(document.edges, edges[0])));
  const group = useDocument((document) =>
    groups[0] === undefined ? null : find(document.groups, groups[0]),
  );
  const note = useDocument((document) => (notes[0] === undefined ? null : find(document.notes, notes[0])));
  if (nodes.length + edges.length + groups.length + notes.length > 1)
    return <ManyInspector marked={marked} />;
  // A key, so that what was typed about one thing never lands on the next.
  if (node !== null) return <BlockInspector key={node.id} node={node} />;
  if (edge !== null) return <WireInspector key={edge.id} edge={edge} />;
  if (group !== null) return <FrameInspector key={group.id} group={group} />;
  if (note !== null) return <NoteInspector key={note.id} note={note} />;
  return <DrawingInspector />;
}
