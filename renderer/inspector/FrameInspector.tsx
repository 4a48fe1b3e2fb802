import type { GraphGroup } from '../../shared/graph/document.ts';
import { setGroup } from '../../shared/graph/edits.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { useText } from '../text/text.ts';
import { TextField } from '../ui/TextField.tsx';
import { Head } from './Head.tsx';
import { NodeList } from './NodeList.tsx';

/** A frame: its name, and the blocks that lie in it. */
export function FrameInspector({ group }: { readonly group: GraphGroup }) {
  const t = useText();
  const nodes = useDocument((document) => document.nodes);
  const inside = Object.values(nodes).filter((node) => node.group === group.id);
  return (
    <>
      <Head
        title={group.name}
        kind={t('inspector.frame')}
        actions={['edit.rename', 'edit.ungroup', 'edit.delete']}
      />
      <section className="in-section">
        <div className="in-form">
          <label className="in-label" htmlFor="in-frame-name">
            {t('inspector.name')}
          </label>
          <TextField
            id="in-frame-name"
            label={t('inspector.name')}
            value={group.name}
            onCommit={(name) => documents.edit('step.rename', setGroup(group.id, { name: name.trim() }))}
          />
        </div>
      </section>
      <section className="in-section" aria-labelledby="in-inside">
        <div className="in-section-head">
          <h3 id="in-inside">{t('inspector.frame.blocks')}</h3>
        </div>
        {inside.length === 0 ? (
          <p className="in-hint">{t('inspector.frame.none')}</p>
        ) : (
          <NodeList label={t('inspector.frame.blocks')} nodes={inside} />
        )}
      </section>
    </>
  );
}
