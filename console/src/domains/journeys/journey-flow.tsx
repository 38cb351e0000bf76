import { Drawer, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { JourneyPeople } from './journey-people.tsx';
import type { Journey } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';
import './journeys.css';

const FlowCanvas = lazy(async () => ({ default: (await import('./flow-canvas.tsx')).FlowCanvas }));

/** The journey as a graph of sentences with live counts; a node opens beside it and tells who stands there. */
export function JourneyFlow({ journey }: { readonly journey: Journey }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="hs-card hs-flow">
      <Suspense fallback={<Skeleton active style={{ padding: 24 }} />}>
        <FlowCanvas journey={journey} onOpen={setOpen} />
      </Suspense>
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={760}
        title={open === null ? '' : (journey.sentences[open] ?? open)}
        destroyOnHidden
      >
        {open !== null && <NodeDetail journey={journey} node={open} />}
      </Drawer>
    </div>
  );
}

function NodeDetail({ journey, node }: { readonly journey: Journey; readonly node: string }) {
  const t = useJourneyText();
  const count = journey.counts.find((entry) => entry.key === node);
  const problems = journey.problems.filter((problem) => problem.node === node);
  return (
    <>
      <KeyFigures
        figures={[
          { label: t('waiting'), value: formatCount(count?.waiting ?? 0) },
          { label: t('visited'), value: formatCount(count?.visited ?? 0) },
          { label: t('left'), value: formatCount(count?.left ?? 0) },
          { label: t('parked'), value: formatCount(count?.parked ?? 0) },
        ]}
      />
      {problems.map((problem) => (
        <p key={problem.message} className="hs-down">
          {problem.message}
        </p>
      ))}
      <h3 style={{ fontSize: 14 }}>{t('node_people')}</h3>
      <JourneyPeople journeyId={journey.id} journey={journey} node={node} />
    </>
  );
}
