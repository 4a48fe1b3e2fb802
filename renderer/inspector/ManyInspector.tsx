import type { Selection } from '../../shared/graph/edits.ts';
import { find } from '../../shared/graph/edits.ts';
import { useDocument } from '../stores/document-store.ts';
import { useText } from '../text/text.ts';
import { Head } from './Head.tsx';
import { NodeList } from './NodeList.tsx';

/** Several things at once: which blocks, and what can be done with all of it. */
export function ManyInspector({ marked }: { readonly marked: Selection }) {
  const t = useText();
  const all = useDocument((document) => document.nodes);
  const nodes = marked.nodes.flatMap((id) => find(all, id) ?? []);
  const count = marked.nodes.length + marked.edges.length + marked.groups.length + marked.notes.length;
  return (
    <>
      <Head
        title={t('inspector.many', { count })}
        kind={t('inspector.contents', { blocks: marked.nodes.length, wires: marked.edges.length })}
        actions={['edit.duplicate', 'edit.group', 'edit.arrange', 'edit.delete']}
      />
      {nodes.length > 0 && (
        <section className="in-section">
          <NodeList label={t('inspector.many.blocks')} nodes={nodes} />
        </section>
      )}
    </>
  );
}
