import { PlusOutlined } from '@ant-design/icons';
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import type { Outlet } from './drawing.ts';
import { useCanvasText } from './texts.ts';

export type FlowLineData = {
  readonly label: string;
  readonly at: Outlet;
  readonly onAdd: (at: Outlet) => void;
};

const TURN = 18;

/** A way from box to box with its name, and a button that puts a step on it. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<Edge<FlowLineData, 'line'>>) {
  const t = useCanvasText();
  const { data, markerEnd, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  // It turns close above the box that it leads to: name and button lie on the straight piece, under their own box.
  const turn = targetY - sourceY > 2 * TURN ? { centerY: targetY - TURN } : {};
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, ...turn });
  if (!data) return null;
  const { label, at, onAdd } = data;
  return (
    <>
      <BaseEdge path={path} {...(markerEnd === undefined ? {} : { markerEnd })} />
      <EdgeLabelRenderer>
        <div
          className="hs-canvas-line nodrag nopan"
          style={{ transform: `translate(-50%, 0) translate(${sourceX}px, ${sourceY + 6}px)` }}
        >
          {label !== '' && <span>{label}</span>}
          <button
            type="button"
            aria-label={label === '' ? t('add_here') : t('add_at', { way: label })}
            title={t('add_here')}
            onClick={() => onAdd(at)}
          >
            <PlusOutlined />
          </button>
        </div>
      </EdgeLabelRenderer>
    </>
  );
});
