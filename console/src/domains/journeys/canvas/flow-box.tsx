import { ExclamationCircleFilled } from '@ant-design/icons';
import { type Node as FlowNode, Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { useCanvasText } from './texts.ts';

export type FlowBoxData = {
  readonly is: 'trigger' | 'step' | 'end';
  readonly look: string;
  readonly ways: readonly string[];
  readonly sentence: string;
  readonly note: string;
  readonly waiting: number;
  readonly visited: number;
  readonly wrong: boolean;
  readonly open: boolean;
};

/** A box says its step as a sentence, who stands there, and whether something is wrong; a handle for each way out. */
export const FlowBox = memo(function FlowBox({ data, selected }: NodeProps<FlowNode<FlowBoxData, 'box'>>) {
  const t = useCanvasText();
  if (data.is === 'end')
    return (
      <div className="hs-canvas-end">
        <Handle type="target" position={Position.Top} />
        {data.sentence}
      </div>
    );
  const look = [
    'hs-node hs-canvas-box',
    `hs-node-${data.look}`,
    data.wrong ? 'hs-node-problem' : '',
    data.open || selected ? 'hs-canvas-chosen' : '',
  ];
  return (
    <div className={look.join(' ')}>
      {data.is === 'step' && <Handle type="target" position={Position.Top} />}
      <span className="hs-canvas-sentence">
        {data.wrong && <ExclamationCircleFilled className="hs-down" />} {data.sentence}
      </span>
      {data.note !== '' && <small>{data.note}</small>}
      {(data.waiting > 0 || data.visited > 0) && (
        <small>
          {data.waiting > 0 && <b>{t('here', { count: formatCount(data.waiting) })}</b>}
          <span>{t('came', { count: formatCount(data.visited) })}</span>
        </small>
      )}
      {data.ways.map((way, place) => (
        <Handle
          key={way}
          id={way}
          type="source"
          position={Position.Bottom}
          style={{ left: `${(100 * (place + 1)) / (data.ways.length + 1)}%` }}
        />
      ))}
    </div>
  );
});
