import type { GraphNode } from '../../shared/graph/document.ts';
import { messageOr } from '../../shared/text/format.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale } from '../text/text.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';

/** Blocks by name; each leads to itself. */
export const NodeList = ({
  label,
  nodes,
}: {
  readonly label: string;
  readonly nodes: readonly GraphNode[];
}) => {
  const locale = useLocale();
  return (
    <ul className="in-nodes" aria-label={label}>
      {nodes.map((node) => (
        <li key={node.id}>
          <button
            type="button"
            className="in-end"
            onClick={() => selection.show({ node: node.id })}
            onPointerEnter={() => selection.point(node.id)}
            onPointerLeave={() => selection.point(null)}
          >
            <BlockIcon kind={node.kind} />
            <span className="ui-cut ui-strong">{node.name}</span>
            <span className="in-end-kind">{messageOr(locale, `block.${node.kind}`, node.kind)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
