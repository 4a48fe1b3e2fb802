import { nodeId } from '../../shared/base/ids.ts';
import { runs } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';

/** Shows the line of a body that a site of the run stands for. A site nobody wrote is left alone. */
export function showSite(site: number): void {
  const origin = runs.get().tables?.sites[site] ?? null;
  if (origin === null) return;
  screens.turnTo('inspector');
  selection.show({
    node: nodeId(origin.node),
    param: origin.param,
    line: origin.line,
    column: origin.column,
  });
}
