import { experimentState } from '@huoshui/contracts/words/experiments';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { BlockVersions } from '../pages/index.ts';
import { EndDialog } from './end-dialog.tsx';
import { type Experiment, stateTones } from './experiment-list.tsx';
import { ExperimentPlan } from './experiment-plan.tsx';
import { ExperimentReading } from './experiment-reading.tsx';
import { useExperimentText } from './texts.ts';

export function ExperimentPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['experiments', 'one', id],
    queryFn: async () => api('GET /api/admin/experiments/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(experiment) => <Shown experiment={experiment} />}</Loaded>;
}

function Shown({ experiment }: { readonly experiment: Experiment }) {
  const t = useExperimentText();
  const say = useWords();
  const begun = experiment.startedAt !== null;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/experiments', label: t('title') }}
        title={experiment.name}
        state={<StateTag tone={stateTones[experiment.state]}>{say(experimentState[experiment.state])}</StateTag>}
        actions={<Actions experiment={experiment} />}
      />
      {experiment.trouble !== null && (
        <Alert type="warning" showIcon title={say(experiment.trouble)} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        {begun ? (
          <ExperimentReading experiment={experiment} />
        ) : (
          <Panel>
            <Empty small title={t('not_begun')} hint={t('not_begun_hint')} />
          </Panel>
        )}
        <div>
          {!begun && <ExperimentPlan experiment={experiment} />}
          <Rules experiment={experiment} />
          {experiment.subject.kind === 'page_block' && experiment.state !== 'ended' && (
            <Versions experiment={experiment} />
          )}
        </div>
      </div>
    </div>
  );
}

/** Each arm as a phone shows it. */
function Versions({ experiment: { subject, arms, versions } }: { readonly experiment: Experiment }) {
  const say = useWords();
  const query = useQuery({
    queryKey: ['experiments', 'subject', subject.kind, subject.id],
    queryFn: async () => api('GET /api/admin/experiment-subject', { query: { kind: subject.kind, id: subject.id } }),
  });
  if (query.data === undefined) return null;
  const all = [query.data.stands, ...versions];
  return (
    <BlockVersions
      subject={subject.id}
      versions={arms.map(({ name }, at) => ({ name: say(name), values: all[at] ?? {} }))}
    />
  );
}

function Rules({ experiment }: { readonly experiment: Experiment }) {
  const t = useExperimentText();
  const say = useWords();
  const { values, subject, sentence, state, winner, arms, learnt, gone, startedAt, endedAt, createdAt } = experiment;
  const taken = winner === null || winner === 0 ? undefined : arms[winner];
  return (
    <Panel title={t('rules')}>
      <Facts
        facts={[
          ...(typeof values.question === 'string' ? [{ label: t('question'), value: values.question }] : []),
          { label: t('what'), value: say(sentence) },
          {
            label: t('on'),
            value: subject.to === '' ? say(subject.name) : <Link to={subject.to}>{say(subject.name)}</Link>,
          },
          ...(state === 'ended'
            ? [
                {
                  label: t('winner'),
                  value: gone ? t('gone') : taken === undefined ? t('no_winner') : say(taken.name),
                },
                { label: t('learnt'), value: learnt || '–' },
              ]
            : []),
          ...(startedAt === null ? [] : [{ label: t('started'), value: <Time at={startedAt} absolute /> }]),
          ...(endedAt === null ? [] : [{ label: t('ended'), value: <Time at={endedAt} absolute /> }]),
          { label: t('created'), value: <Time at={createdAt} absolute /> },
        ]}
      />
    </Panel>
  );
}

function Actions({ experiment }: { readonly experiment: Experiment }) {
  const t = useExperimentText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['experiments', 'placements', 'pages']);
  const [ending, setEnding] = useState(false);
  const { id, name, state } = experiment;
  const start = async () => {
    if (await confirm({ title: t('start_ask', { name }), body: t('start_body'), ok: t('start') }))
      await act(async () => api('POST /api/admin/experiments/:id/start', { params: { id } }), t('start_done'));
  };
  if (state === 'ended') return null;
  if (state === 'running')
    return (
      <May call="POST /api/admin/experiments/:id/end">
        <Button type="primary" onClick={() => setEnding(true)}>
          {t('end')}
        </Button>
        {ending && <EndDialog experiment={experiment} onClose={() => setEnding(false)} />}
      </May>
    );
  return (
    <>
      <May call="PUT /api/admin/experiments/:id">
        <Button onClick={() => void navigate(`/experiments/${id}/edit`)}>{t('edit')}</Button>
      </May>
      <May call="POST /api/admin/experiments/:id/start">
        <Button type="primary" loading={busy} onClick={() => void start()}>
          {t('start')}
        </Button>
      </May>
    </>
  );
}
