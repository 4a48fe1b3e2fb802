import {
  ConnectionMode,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type EdgeChange,
  type NodeChange,
  type ReactFlowInstance,
  type Viewport,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type MouseEvent } from 'react';
import { nodeId, type EdgeId, type NodeId } from '../../shared/base/ids.ts';
import { join } from '../../shared/blocks/wiring.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { reconnect, type Point } from '../../shared/graph/edits.ts';
import { documents, useDocument, useDocuments } from '../stores/document-store.ts';
import { BLOCK_DRAG, placing } from '../stores/place-store.ts';
import { useRuns } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection, useSelection } from '../stores/selection-store.ts';
import { useLayout, useSettings } from '../stores/settings-store.ts';
import { useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { ContextMenu } from '../ui/Menu.tsx';
import { BlockNode } from './BlockNode.tsx';
import { canvas, detailAt, NO_GUIDES, useCanvas } from './canvas-store.ts';
import { joinEdit, mayEndAt } from './connecting.ts';
import { FarView } from './FarView.tsx';
import { FrameNode } from './FrameNode.tsx';
import { dragOf, selectionAfter, settle } from './from-flow.ts';
import { GuideLines } from './GuideLines.tsx';
import { Minimap } from './Minimap.tsx';
import { NoteNode } from './NoteNode.tsx';
import { addBlock, Pickers } from './Pickers.tsx';
import { RunOverlay } from './RunOverlay.tsx';
import { selectionOf, ToFlow, type FlowNode, type WireEdge as Wire } from './to-flow.ts';
import { addFrameAt, addNoteAt, pickBlockAt, useCanvasCommands } from './use-canvas-commands.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useClipboard } from './use-clipboard.ts';
import { useMenus } from './use-menus.ts';
import { boundsOf, boxesOf, CanvasView, EarlyActs, MAX_ZOOM, MIN_ZOOM } from './view.ts';
import { Weave } from './Weave.tsx';
import { WireEdge } from './WireEdge.tsx';
import { WireLine } from './WireLine.tsx';
import { ZoomBar } from './ZoomBar.tsx';
import './canvas.css';

const NODE_TYPES = { block: BlockNode, frame: FrameNode, note: NoteNode };
const EDGE_TYPES = { wire: WireEdge };
const NO_NODES: FlowNode[] = [];
const NO_WIRES: Wire[] = [];

/** The drawing: React Flow over the document store, with the run drawn over it. */
export const Canvas = () => (
  <ReactFlowProvider>
    <Drawing />
  </ReactFlowProvider>
);

const Drawing = () => {
  const t = useText();
  const document = useDocument((each) => each);
  const marked = useSelection((state) => state.selection);
  const detail = useCanvas((state) => state.detail);
  const settling = useCanvas((state) => state.settling);
  const wiring = useCanvas((state) => state.wiring !== null);
  const ran = useRuns((state) => state.tables !== null);
  const minimap = useLayout().minimap;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<CanvasView | null>(null);
  const [acts] = useState(() => new EarlyActs());
  const gesture = useRef<object>({});
  const [mapper] = useState(() => new ToFlow());

  const far = detail === 'far';
  const nodes = useMemo(() => mapper.nodes(document, marked), [mapper, document, marked]);
  const edges = useMemo(() => mapper.edges(document, marked), [mapper, document, marked]);

  useCanvasCommands(acts);
  useCanvasKeys(box, view);
  useClipboard();
  const menus = useMenus(view);
  useShown(view);
  useFirstSight(view);
  useProjector(view);
  usePlacing(view);

  const onInit = useCallback(
    (flow: ReactFlowInstance<FlowNode, Wire>) => {
      if (box.current === null) return;
      const there = new CanvasView(flow, box.current);
      there.fit(documents.get().document, { at: 0 });
      view.current = there;
      acts.begin(there);
    },
    [acts],
  );

  const onViewport = useCallback((viewport: Viewport) => {
    const { detail: next, scale } = detailAt(viewport.zoom);
    canvas.look(next);
    box.current?.style.setProperty('--cv-scale', String(scale));
  }, []);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const { document: now } = documents.get();
    const next = selectionAfter(now, selection.get().selection, changes);
    if (next !== null) selection.select(next);
    const dragged = dragOf(now, changes, 6 / (view.current?.flow.getZoom() ?? 1));
    if (dragged === null) return;
    documents.edit('step.move', dragged.edit, { merge: gesture.current });
    canvas.guide(dragged.guides ?? NO_GUIDES);
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange<Wire>[]) => {
    const next = selectionAfter(documents.get().document, selection.get().selection, changes);
    if (next !== null) selection.select(next);
  }, []);

  const startDrag = useCallback(() => {
    gesture.current = {};
  }, []);
  const endDrag = useCallback((_event: unknown, _node: unknown, dragged?: readonly FlowNode[]) => {
    canvas.guide(NO_GUIDES);
    const { document: now } = documents.get();
    const ids = selectionOf(
      now,
      (dragged ?? []).map(({ id }) => id),
    ).nodes;
    documents.edit('step.move', settle(now, ids), { merge: gesture.current });
  }, []);

  const onDrop = (event: DragEvent): void => {
    const kind = event.dataTransfer.getData(BLOCK_DRAG);
    if (kind === '' || view.current === null) return;
    event.preventDefault();
    event.stopPropagation();
    placeAt(kind, view.current.at({ x: event.clientX, y: event.clientY }));
    box.current?.focus({ preventScroll: true });
  };

  const onDoubleClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
    if (far || view.current === null) return;
    pickBlockAt(view.current, view.current.at({ x: event.clientX, y: event.clientY }));
  };

  return (
    <ContextMenu groups={menus.groups}>
      <div
        ref={box}
        className="cv-canvas"
        data-scope="canvas"
        data-detail={detail}
        data-ran={ran || undefined}
        data-settling={settling || undefined}
        data-wiring={wiring || undefined}
        tabIndex={0}
        role="application"
        aria-roledescription={t('app.canvas')}
        aria-label={t('canvas.help')}
        onDoubleClick={onDoubleClick}
        onContextMenuCapture={menus.onContextMenu}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(BLOCK_DRAG)) return;
          event.preventDefault();
          event.stopPropagation();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={onDrop}
      >
        <ReactFlow<FlowNode, Wire>
          nodes={far ? NO_NODES : nodes}
          edges={far ? NO_WIRES : edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onInit={onInit}
          onViewportChange={onViewport}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStart={startDrag}
          onNodeDragStop={endDrag}
          onSelectionDragStart={startDrag}
          onSelectionDragStop={(event, dragged) => endDrag(event, null, dragged)}
          onNodeClick={(_event, node) => node.type === 'block' && screens.inspect()}
          onNodeDoubleClick={(_event, node) => node.type === 'block' && openBlock(node.id)}
          onNodeMouseEnter={(_event, node) => node.type === 'block' && selection.point(nodeId(node.id))}
          onNodeMouseLeave={() => selection.point(null)}
          onEdgeClick={(event, edge) => {
            if (!event.ctrlKey && !event.metaKey) return;
            const at = view.current?.at({ x: event.clientX, y: event.clientY });
            if (at === undefined || edge.data?.reference === true) return;
            canvas.pick({
              is: 'block',
              at,
              screen: view.current!.inside(at),
              from: null,
              splice: edge.id as EdgeId,
            });
          }}
          onPaneClick={(event) => {
            box.current?.focus({ preventScroll: true });
            if (far && view.current !== null) pickFar(view.current, event);
          }}
          onConnectStart={(_event, { nodeId: node, handleId }) => {
            if (node !== null && handleId !== null) canvas.wire({ node: nodeId(node), port: handleId });
          }}
          isValidConnection={({ source, sourceHandle, target, targetHandle }) =>
            sourceHandle != null &&
            targetHandle != null &&
            mayEndAt(
              documents.get().document,
              { node: nodeId(source), port: sourceHandle },
              { node: nodeId(target), port: targetHandle },
            )
          }
          onConnect={({ source, sourceHandle, target, targetHandle }) => {
            if (sourceHandle === null || targetHandle === null) return;
            const edit = joinEdit(
              documents.get().document,
              { node: nodeId(source), port: sourceHandle },
              { node: nodeId(target), port: targetHandle },
            );
            if (edit !== null) documents.edit('step.connect', edit);
          }}
          onConnectEnd={(event, { isValid, toNode, fromHandle, fromNode }) => {
            canvas.wire(null);
            if (isValid === true || toNode !== null || fromHandle?.id == null || fromNode === null) return;
            const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
            const target = window.document.elementFromPoint(clientX, clientY);
            if (view.current === null || target === null || !view.current.element.contains(target)) return;
            const at = view.current.at({ x: clientX, y: clientY });
            const from = { node: nodeId(fromNode.id), port: fromHandle.id };
            canvas.pick({ is: 'block', at, screen: view.current.inside(at), from, splice: null });
          }}
          onReconnect={(old, { source, sourceHandle, target, targetHandle }) => {
            if (sourceHandle === null || targetHandle === null) return;
            const joint = join(
              documents.get().document,
              { node: nodeId(source), port: sourceHandle },
              { node: nodeId(target), port: targetHandle },
            );
            if (!joint.ok) return;
            const { from, to, channel } = joint.value;
            const kept = channel === null ? null : (old.data?.edge.channel ?? channel);
            documents.edit('step.reconnect', reconnect(old.id as EdgeId, from, to, kept));
          }}
          connectionMode={ConnectionMode.Loose}
          connectionLineComponent={WireLine}
          connectionRadius={24}
          connectOnClick={false}
          onlyRenderVisibleElements
          elevateNodesOnSelect={false}
          elevateEdgesOnSelect={false}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
          panActivationKeyCode="Space"
          selectionMode={SelectionMode.Partial}
          panOnScroll
          panOnDrag={[0, 1]}
          zoomOnDoubleClick={false}
          selectNodesOnDrag
          nodeDragThreshold={2}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          noDragClassName="nodrag"
          noPanClassName="nopan"
          noWheelClassName="nowheel"
          proOptions={{ hideAttribution: true }}
          nodeOrigin={[0, 0]}
        >
          <Weave />
          {!far && <RunOverlay />}
          {far && <FarView />}
          <GuideLines />
          <ZoomBar />
          {minimap && nodes.length > 0 && <Minimap view={view} />}
        </ReactFlow>
        <Empty onAdd={() => view.current !== null && pickBlockAt(view.current, view.current.middle())} />
        <Pickers onClosed={() => box.current?.focus({ preventScroll: true })} />
        <RingLegend />
        <Said />
      </div>
    </ContextMenu>
  );
};

/** Nothing is drawn: the next act. */
const Empty = ({ onAdd }: { readonly onAdd: () => void }) => {
  const t = useText();
  const empty = useDocument(
    ({ nodes, groups, notes }) =>
      Object.keys(nodes).length + Object.keys(groups).length + Object.keys(notes).length === 0,
  );
  if (!empty) return null;
  return (
    <div className="cv-empty">
      <p className="ui-strong">{t('canvas.empty')}</p>
      <p>{t('canvas.empty.hint')}</p>
      <Button icon="plus" onClick={onAdd}>
        {t('canvas.empty.add')}
      </Button>
    </div>
  );
};

/** What the arrows of a ring of waits mean. */
const RingLegend = () => {
  const t = useText();
  if (!useCanvas((state) => state.ring)) return null;
  return (
    <p className="cv-legend">
      <svg data-wants="" viewBox="0 0 28 4" aria-hidden="true">
        <path d="M1 2h26" />
      </svg>
      {t('canvas.ring.wants')}
      <svg viewBox="0 0 28 4" aria-hidden="true">
        <path d="M1 2h26" />
      </svg>
      {t('canvas.ring.holds')}
    </p>
  );
};

const Said = () => {
  const said = useCanvas((state) => state.said);
  return (
    <p className="ui-unseen" aria-live="polite">
      {said}
    </p>
  );
};

/** A double click opens a block where its name and code are edited. */
function openBlock(id: string): void {
  screens.turnTo('inspector');
  selection.show({ node: nodeId(id), param: 'body' });
}

/** Far away there are no page elements to click on. */
function pickFar(view: CanvasView, event: MouseEvent): void {
  const at = view.at({ x: event.clientX, y: event.clientY });
  const hit = Object.values(documents.get().document.nodes).find((node) => {
    const box = boundsOf(documents.get().document, { nodes: [node.id] });
    return (
      box !== null &&
      at.x >= box.x &&
      at.x <= box.x + box.width &&
      at.y >= box.y &&
      at.y <= box.y + box.height
    );
  });
  if (hit === undefined) return;
  const one = { nodes: [hit.id] };
  if (event.shiftKey || event.ctrlKey || event.metaKey) selection.toggle(one);
  else selection.select(one);
  if (event.detail < 2) return;
  const box = boundsOf(documents.get().document, one);
  if (box !== null) view.reveal(box);
}

function placeAt(kind: string, at: { readonly x: number; readonly y: number }): void {
  if (kind === 'note') addNoteAt(at);
  else if (kind === 'frame') addFrameAt(at);
  else addBlock(kind, at, { centred: true });
}

/** Brings what other views ask for into view. */
function useShown(view: React.RefObject<CanvasView | null>): void {
  const shown = useSelection((state) => state.shown);
  useEffect(() => {
    if (shown === null) return;
    const { document } = documents.get();
    const ends = shown.edges.flatMap((id): NodeId[] => {
      const edge = document.edges[id];
      return edge === undefined ? [] : [edge.from.node, edge.to.node];
    });
    if (shown.edges.length === 0 && shown.nodes.length > 1) {
      const all = Object.keys(document.nodes).length === new Set(shown.nodes).size;
      if (all) return view.current?.fit(document, { at: 0 });
    }
    const box = boundsOf(document, { nodes: [...shown.nodes, ...ends] });
    if (box !== null) view.current?.reveal(box);
  }, [shown, view]);
}

/** A drawing that has just been opened is shown whole. */
function useFirstSight(view: React.RefObject<CanvasView | null>): void {
  const history = useDocuments((state) => state.history);
  const fresh = history.past.length + history.future.length === 0;
  const seen = useRef<object | null>(null);
  useEffect(() => {
    if (!fresh || seen.current === history) return;
    seen.current = history;
    view.current?.fit(documents.get().document, { at: 0 });
  }, [fresh, history, view]);
}

/** What is shown to a hall is fitted anew, once the panels are out of the way. */
function useProjector(view: React.RefObject<CanvasView | null>): void {
  const projector = useSettings((state) => state.projector);
  const before = useRef(projector);
  useEffect(() => {
    if (before.current === projector) return;
    before.current = projector;
    const timer = setTimeout(() => view.current?.fit(documents.get().document), 120);
    return () => clearTimeout(timer);
  }, [projector, view]);
}

/** About as large as a block is, with room around it for its ports. */
const SPOT = { width: 200, height: 112 } as const;

/** The spot nearest to `wanted` where a new block lies on nothing. */
function freeSpot(document: GraphDocument, wanted: Point): Point {
  const boxes = boxesOf(document);
  const isFree = ({ x, y }: Point): boolean =>
    boxes.every(
      (box) =>
        x + SPOT.width / 2 <= box.x ||
        x - SPOT.width / 2 >= box.x + box.width ||
        y + SPOT.height / 2 <= box.y ||
        y - SPOT.height / 2 >= box.y + box.height,
    );
  const steps = Array.from({ length: 41 * 41 }, (_, i): Point => ({
    x: ((i % 41) - 20) * 32,
    y: (Math.floor(i / 41) - 20) * 24,
  })).sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  const step = steps.find(({ x, y }) => isFree({ x: wanted.x + x, y: wanted.y + y })) ?? { x: 0, y: 0 };
  return { x: wanted.x + step.x, y: wanted.y + step.y };
}

/** The palette asks for a block by click: it goes to the middle of the view, clear of what is there. */
function usePlacing(view: React.RefObject<CanvasView | null>): void {
  useEffect(
    () =>
      placing.subscribe((kind) => {
        if (view.current === null) return;
        placeAt(kind, freeSpot(documents.get().document, view.current.middle()));
      }),
    [view],
  );
}
