import { EditOutlined, SettingOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Tabs } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { RehearsalsOfJourney, RehearseButton } from '../rehearsals/index.ts';
import { Versions } from './canvas/versions.tsx';
import { CopyJourney } from './copy-journey.tsx';
import { JourneyActions } from './journey-actions.tsx';
import { JourneyFlow } from './journey-flow.tsx';
import { JourneyPeople } from './journey-people.tsx';
import { JourneyResult } from './journey-result.tsx';
import { type Journey, JourneyStateTag } from './journey-state.tsx';
import { RunsLink } from './runs-link.tsx';
import { useJourneyText } from './texts.ts';

export function JourneyPage() {
  const t = useJourneyText();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['journeys', 'one', id],
    queryFn: async () => api('GET /api/admin/journeys/:id', { params: { id } }),
    // The counts on the graph are live: a running journey is looked at again and again.
    refetchInterval: (state) => (state.state.data?.state === 'live' ? 10_000 : false),
  });
  return (
    <Loaded query={query}>
      {(journey) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/journeys', label: t('title') }}
            title={journey.name}
            state={
              <>
                <JourneyStateTag state={journey.state} /> <span className="hs-faint hs-small">v{journey.version}</span>
              </>
            }
            actions={
              <span className="hs-inline">
                {journey.settings !== null && journey.state !== 'ended' && (
                  <Button icon={<SettingOutlined />} onClick={() => void navigate(`/journeys/${journey.id}/settings`)}>
                    {t('settings')}
                  </Button>
                )}
                {journey.state !== 'ended' && (
                  <May call="POST /api/admin/journeys/:id/drawing">
                    <Button icon={<EditOutlined />} onClick={() => void navigate(`/journeys/${journey.id}/drawing`)}>
                      {t('on_canvas')}
                    </Button>
                  </May>
                )}
                {journey.state !== 'ended' && (
                  <RehearseButton subject={{ journeyId: journey.id }} name={journey.name} />
                )}
                <CopyJourney journey={journey} />
                <JourneyActions journey={journey} />
              </span>
            }
          />
          <KeyFigures
            figures={[
              { label: t('entered'), value: <RunsLink journeyId={journey.id} count={journey.entered} /> },
              {
                label: t('active'),
                value: <RunsLink journeyId={journey.id} of={{ run: 'waiting' }} count={journey.active} />,
              },
              {
                label: t('converted'),
                value: <RunsLink journeyId={journey.id} of={{ goal: 'reached' }} count={journey.converted} />,
                note: formatPercent(journey.entered === 0 ? null : journey.converted / journey.entered),
              },
              { label: t('cost'), value: <Money fen={journey.cost} /> },
            ]}
          />
          <JourneyTabs journey={journey} />
        </div>
      )}
    </Loaded>
  );
}

const shapes = { tab: asOneOf(['flow', 'people', 'result', 'rehearsals', 'versions']) } as const;

function JourneyTabs({ journey }: { readonly journey: Journey }) {
  const t = useJourneyText();
  const say = useWords();
  const stepName = (key: string) => {
    const sentence = journey.sentences[key];
    return sentence ? say(sentence) : key;
  };
  const [, setParams] = useSearchParams();
  const [{ tab }] = useAddress(shapes, { tab: 'flow' });
  return (
    <>
      {journey.problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('problems')}
          description={
            <ul style={{ margin: 0, paddingLeft: 16 }}>
              {journey.problems.map((problem) => (
                <li key={`${problem.node ?? ''} ${problem.at} ${problem.words.zh}`}>
                  {problem.node === null ? '' : `${stepName(problem.node)}${t('colon')}`}
                  {say(problem.words)}
                </li>
              ))}
            </ul>
          }
          style={{ marginBottom: 16 }}
        />
      )}
      {journey.warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('warnings')}
          description={
            <ul style={{ margin: 0, paddingLeft: 16 }}>
              {journey.warnings.map(({ node, words }) => (
                <li key={`${node ?? ''} ${words.zh}`}>
                  {node === null ? '' : `${stepName(node)}${t('colon')}`}
                  {say(words)}
                </li>
              ))}
            </ul>
          }
          style={{ marginBottom: 16 }}
        />
      )}
      <Tabs
        activeKey={tab}
        onChange={(next) => setParams({ tab: next }, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'flow', label: t('tab_flow'), children: <JourneyFlow journey={journey} /> },
          {
            key: 'people',
            label: t('tab_people'),
            children: <JourneyPeople journeyId={journey.id} journey={journey} />,
          },
          { key: 'result', label: t('tab_result'), children: <JourneyResult journeyId={journey.id} /> },
          {
            key: 'rehearsals',
            label: t('tab_rehearsals'),
            children: (
              <RehearsalsOfJourney journeyId={journey.id} name={journey.name} ended={journey.state === 'ended'} />
            ),
          },
          { key: 'versions', label: t('tab_versions'), children: <Versions journeyId={journey.id} /> },
        ]}
      />
    </>
  );
}
