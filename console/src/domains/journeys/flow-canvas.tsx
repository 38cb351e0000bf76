import {
  Background,
  BaseEdge,
  Controls,
  type Edge,
  type EdgeProps,
  getSmoothStepPath,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { useMode } from '../../ui/mode.ts';
import { useWords } from '../../ui/words.ts';
import { endKey, graphOf, triggerKey, turnOf } from './journey-graph.ts';
import type { Journey, JourneyKit } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';

type StepData = {
  readonly look: string;
  readonly leads: boolean;
  readonly sentence: string;
  readonly note: string;
  readonly waiting: number;
  readonly parked: number;
  readonly problem: boolean;
};
type StepNode = Node<StepData, 'step'>;

const nodeTypes = { step: Step };
const edgeTypes = { way: Way };
const wholeFlow = { padding: 0.04, maxZoom: 1, minZoom: 0.6 };
/** Height of one box with its counts, and air above and below. */
const boxHeight = 84;
const air = 72;

type FlowCanvasProps = {
  readonly journey: Journey;
  readonly kit: JourneyKit;
  readonly onOpen: (node: string) => void;
};

export function FlowCanvas({ journey, kit, onOpen }: FlowCanvasProps) {
  const mode = useMode();
  const { nodes, edges } = useFlow(journey, kit);
  return (
    // As tall as the journey is: the page scrolls, the sentences stay readable.
    <div style={{ height: Math.max(360, ...nodes.map((node) => node.position.y + boxHeight + air)) }}>
      <ReactFlow
        zoomOnScroll={false}
        preventScrolling={false}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={mode}
        fitView
        fitViewOptions={wholeFlow}
        minZoom={0.3}
        maxZoom={1.4}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        onNodeClick={(_, node) => {
          if (!node.id.startsWith('$')) onOpen(node.id);
        }}
      >
        <Background gap={20} color="var(--hs-line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function useFlow(journey: Journey, kit: JourneyKit): { readonly nodes: StepNode[]; readonly edges: Edge[] } {
  const t = useJourneyText();
  const say = useWords();
  return useMemo(() => {
    const graph = graphOf(journey, kit);
    const { goalSentence: goal, exitSentences: exits, sentences } = journey;
    const sentenceOf = (key: string) => {
      if (key === triggerKey) return say(journey.triggerSentence);
      if (key === endKey) return t('end_node');
      return sentences[key] ? say(sentences[key]) : key;
    };
    const noteOf = (key: string) => {
      if (key === triggerKey)
        return journey.definition.holdout > 0
          ? `${t('holdout', { share: formatPercent(journey.definition.holdout / 100, 0) })} · ${t('holdout_note')}`
          : '';
      if (key !== endKey) return '';
      return [
        ...(goal === null ? [] : [`${t('goal')}${t('colon')}${say(goal)}`]),
        ...exits.map((exit) => `${t('leaves_early')}${t('colon')}${say(exit)}`),
      ].join(' · ');
    };
    const nodes = graph.nodes.map((node): StepNode => {
      const count = journey.counts.find((entry) => entry.key === node.key);
      return {
        id: node.key,
        type: 'step',
        position: { x: node.x, y: node.y },
        data: {
          look: node.look,
          leads: node.leads,
          sentence: sentenceOf(node.key),
          note: noteOf(node.key),
          waiting: count?.waiting ?? 0,
          parked: count?.parked ?? 0,
          problem: journey.problems.some((problem) => problem.node === node.key),
        },
      };
    });
    // What turns aside is drawn below what goes straight on: both leave by one point, and the label of the latter stays whole.
    const edges = graph.edges
      .toSorted((a, b) => b.place - a.place)
      .map((edge): Edge => {
        const words = [
          edge.words === null ? '' : say(edge.words),
          edge.count === null ? '' : formatCount(edge.count),
        ].filter((word) => word !== '');
        return {
          id: `${edge.from}-${edge.way}`,
          source: edge.from,
          target: edge.to,
          type: 'way',
          ...(words.length > 0 ? { label: words.join(' · ') } : {}),
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--hs-ink-faint)' },
        };
      });
    return { nodes, edges };
  }, [journey, kit, t, say]);
}

function Way({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, label, markerEnd }: EdgeProps) {
  const { turn, at } = turnOf({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition };
  const [path] = getSmoothStepPath({ ...ends, ...(turn === null ? {} : { centerY: turn }) });
  return (
    <BaseEdge
      path={path}
      labelX={at.x}
      labelY={at.y}
      {...(label === undefined ? {} : { label })}
      {...(markerEnd === undefined ? {} : { markerEnd })}
    />
  );
}

function Step({ data }: NodeProps<StepNode>) {
  const t = useJourneyText();
  return (
    <div className={`hs-node hs-node-${data.look} ${data.problem ? 'hs-node-problem' : ''}`}>
      {data.look !== 'trigger' && <Handle type="target" position={Position.Top} />}
      <span>{data.sentence}</span>
      {data.note !== '' && <small>{data.note}</small>}
      {(data.waiting > 0 || data.parked > 0) && (
        <small>
          {data.waiting > 0 && <b>{t('waiting_count', { count: formatCount(data.waiting) })}</b>}
          {data.parked > 0 && <b className="hs-parked">{t('parked_count', { count: formatCount(data.parked) })}</b>}
        </small>
      )}
      {data.leads && <Handle type="source" position={Position.Bottom} />}
    </div>
  );
}
