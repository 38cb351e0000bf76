import { Drawer, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { asName } from '../../ui/address/shapes.ts';
import { useDrawer } from '../../ui/address/use-drawer.ts';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { JourneyPeople } from './journey-people.tsx';
import { type Journey, useJourneyKit } from './journey-state.tsx';
import { RunsLink } from './runs-link.tsx';
import { useJourneyText } from './texts.ts';
import './journeys.css';

const FlowCanvas = lazy(async () => ({ default: (await import('./flow-canvas.tsx')).FlowCanvas }));

/** The journey as a graph of sentences with live counts; a node opens beside it and tells who stands there. */
export function JourneyFlow({ journey }: { readonly journey: Journey }) {
  const drawer = useDrawer('step', asName);
  const step = drawer.value;
  const kit = useJourneyKit();
  const say = useWords();
  const sentence = step === null ? undefined : journey.sentences[step];
  return (
    <div className="hs-card hs-flow">
      <Loaded query={kit}>
        {(known) => (
          <Suspense fallback={<Skeleton active style={{ padding: 24 }} />}>
            <FlowCanvas journey={journey} kit={known} onOpen={drawer.open} />
          </Suspense>
        )}
      </Loaded>
      <Drawer
        open={step !== null}
        onClose={drawer.close}
        size={760}
        title={sentence ? say(sentence) : step}
        destroyOnHidden
      >
        {step !== null && <NodeDetail journey={journey} node={step} />}
      </Drawer>
    </div>
  );
}

function NodeDetail({ journey, node }: { readonly journey: Journey; readonly node: string }) {
  const t = useJourneyText();
  const say = useWords();
  const count = journey.counts.find((entry) => entry.key === node);
  const problems = journey.problems.filter((problem) => problem.node === node);
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: t('waiting'),
            value: <RunsLink journeyId={journey.id} of={{ node, run: 'waiting' }} count={count?.waiting ?? 0} />,
          },
          { label: t('visited'), value: formatCount(count?.visited ?? 0) },
          { label: t('left'), value: formatCount(count?.left ?? 0) },
          {
            label: t('parked'),
            value: <RunsLink journeyId={journey.id} of={{ node, run: 'parked' }} count={count?.parked ?? 0} />,
          },
        ]}
      />
      {problems.map((problem) => (
        <p key={`${problem.at} ${problem.words.zh}`} className="hs-down">
          {say(problem.words)}
        </p>
      ))}
      <h3 style={{ fontSize: 14 }}>{t('node_people')}</h3>
      <JourneyPeople journeyId={journey.id} journey={journey} node={node} />
    </>
  );
}
