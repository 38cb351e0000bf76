import {
  applyNodeChanges,
  Background,
  type Connection,
  Controls,
  type Edge,
  type Node as FlowNode,
  MarkerType,
  MiniMap,
  type NodeChange,
  type OnSelectionChangeParams,
  ReactFlow,
  SelectionMode,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useMode } from '../../../ui/mode.ts';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { type Outlet, type Places, triggerKey } from './drawing.ts';
import { connect } from './edits.ts';
import { FlowBox, type FlowBoxData } from './flow-box.tsx';
import { FlowLine, type FlowLineData } from './flow-line.tsx';
import { boxWidth, endId, graphOf, placesOf } from './graph.ts';
import { useSentence, useWholeNote } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

const nodeTypes = { box: FlowBox };
const edgeTypes = { line: FlowLine };
/** Air above the box with which everything begins, and below it what can be read at once. */
const AIR = 32;
/** From so many boxes on one needs a map. */
const MAP_FROM = 16;
/** From so many on those out of sight are not drawn. */
const MANY = 60;

type FlowProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly open: string | null;
  readonly onOpen: (node: string) => void;
  readonly onAdd: (at: Outlet) => void;
  readonly onSelect: (keys: readonly string[]) => void;
};

type Box = FlowNode<FlowBoxData, 'box'>;

/** The drawing as boxes and lines that can be dragged, connected and selected. */
export function Flow(props: FlowProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => setWidth(frame.current?.clientWidth ?? 800), []);
  return (
    <div ref={frame} className="hs-canvas-frame">
      {width !== null && <Sized {...props} frame={frame} width={width} />}
    </div>
  );
}

type SizedProps = FlowProps & { readonly frame: RefObject<HTMLDivElement | null>; readonly width: number };

function Sized({ editing, kit, open, onOpen, onAdd, onSelect, frame, width }: SizedProps) {
  const t = useCanvasText();
  const mode = useMode();
  const { present, edit } = editing;
  const { boxes, edges, places } = useDrawn(editing, kit, open, onAdd);
  const [nodes, setNodes] = useState<Box[]>([...boxes]);
  // What is selected, measured or under the hand is the canvas's own; all else follows what is drawn.
  useEffect(() => {
    setNodes((before) => {
      const old = new Map(before.map((node) => [node.id, node]));
      return boxes.map((box) => {
        const was = old.get(box.id);
        return was ? { ...was, ...box, selected: was.selected ?? false } : box;
      });
    });
  }, [boxes]);
  const onNodesChange = useCallback(
    (changes: NodeChange<Box>[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  );
  const drop = useCallback(
    (dragged: readonly Box[]) => {
      // The first drag lets everything stay where it lies: what was laid out by itself is laid out no more.
      const moved = Object.fromEntries(dragged.map(({ id, position }) => [id, rounded(position)]));
      const kept = Object.fromEntries(Object.entries({ ...places, ...moved }).filter(([id]) => !id.startsWith('$')));
      edit({ ...present, places: kept });
    },
    [edit, present, places],
  );
  // The canvas tells it anew whenever it is given another function: this one is the same for good.
  const select = useCallback(
    ({ nodes: chosen }: OnSelectionChangeParams) => onSelect(chosen.map(({ id }) => id)),
    [onSelect],
  );
  const join = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (source === target || sourceHandle === null) return;
      const to = target.startsWith('$') ? null : target;
      edit({ ...present, definition: connect(present.definition, { from: source, way: sourceHandle }, to) });
    },
    [edit, present],
  );
  return (
    <ReactFlow
      aria-label={t('canvas')}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={mode}
      defaultViewport={firstView(places, width)}
      minZoom={0.15}
      maxZoom={1.6}
      deleteKeyCode={null}
      selectionMode={SelectionMode.Partial}
      onNodesChange={onNodesChange}
      onNodeClick={(_, node) => onOpen(node.id)}
      onNodeDragStop={(_, __, dragged) => drop(dragged)}
      onSelectionChange={select}
      onConnect={join}
      onlyRenderVisibleElements={nodes.length >= MANY}
      onMoveStart={() => frame.current?.classList.add('hs-canvas-moving')}
      onMoveEnd={() => frame.current?.classList.remove('hs-canvas-moving')}
    >
      <Background gap={20} color="var(--hs-line)" />
      <Controls showInteractive={false} />
      {nodes.length >= MAP_FROM && <MiniMap pannable zoomable nodeStrokeWidth={3} ariaLabel={null} />}
    </ReactFlow>
  );
}

/** It begins with what brings people in, at a size that can be read. */
function firstView(places: Places, width: number) {
  const all = Object.values(places).map(({ x }) => x);
  const [left, right] = [Math.min(...all), Math.max(...all) + boxWidth];
  const zoom = Math.min(1, Math.max(0.7, (width - 2 * AIR) / (right - left)));
  const first = places[triggerKey] ?? { x: 0, y: 0 };
  const middle = right - left <= width / zoom ? (left + right) / 2 : first.x + boxWidth / 2;
  return { x: width / 2 - middle * zoom, y: AIR - first.y * zoom, zoom };
}

const rounded = ({ x, y }: { readonly x: number; readonly y: number }) => ({ x: Math.round(x), y: Math.round(y) });

function useDrawn(editing: Editing, kit: JourneyKit, open: string | null, onAdd: (at: Outlet) => void) {
  const t = useCanvasText();
  const say = useWords();
  const { present, told } = editing;
  const { definition, places: kept } = present;
  const sentence = useSentence(editing, kit);
  const note = useWholeNote(editing);
  // Only what leads where moves boxes: typing in a form lays nothing out anew.
  const shape = JSON.stringify([definition.start, definition.nodes.map(({ key, kind, ways }) => [key, kind, ways])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` is all of the definition that a graph is made of
  const graph = useMemo(() => graphOf(definition, kit.steps), [shape, kit.steps]);
  const places: Places = useMemo(() => placesOf(graph, kept), [graph, kept]);
  const boxes = useMemo(() => {
    // Ways leave side by side as what they lead to lies side by side, so that no two cross at once.
    const xOf = new Map(graph.lines.map(({ from, way, to }) => [`${from} ${way}`, places[to]?.x ?? 0]));
    const fromTheLeft = (ways: readonly string[], id: string) =>
      ways.toSorted((one, other) => (xOf.get(`${id} ${one}`) ?? 0) - (xOf.get(`${id} ${other}`) ?? 0));
    return graph.boxes.map(({ id, is, look, ways }): Box => {
      const count = told.counts.find(({ key }) => key === id);
      const wrong = told.problems.some(({ node, at }) =>
        id === triggerKey ? node === null && /^(trigger|exits|reentry)/.test(at) : node === id,
      );
      return {
        id,
        type: 'box',
        position: places[id] ?? { x: 0, y: 0 },
        draggable: is === 'step',
        selectable: is === 'step',
        focusable: is !== 'end',
        connectable: is !== 'end',
        ariaLabel: is === 'end' ? t('end') : sentence(id),
        data: {
          is,
          look,
          ways: fromTheLeft(ways, id),
          sentence: is === 'end' ? t('end') : sentence(id),
          note: id === triggerKey ? note : '',
          waiting: count?.waiting ?? 0,
          visited: count?.visited ?? 0,
          wrong,
          open: id === open,
        },
      };
    });
  }, [graph, places, told.counts, told.problems, note, sentence, open, t]);
  const edges = useMemo(
    () =>
      graph.lines.map(
        (line): Edge<FlowLineData, 'line'> => ({
          id: line.id,
          source: line.from,
          sourceHandle: line.way,
          target: line.to,
          type: 'line',
          selectable: false,
          focusable: false,
          data: { label: line.words === null ? '' : say(line.words), at: { from: line.from, way: line.way }, onAdd },
          ...(line.to === endId(line)
            ? {}
            : { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--hs-ink-faint)' } }),
        }),
      ),
    [graph, onAdd, say],
  );
  return { boxes, edges, places };
}
