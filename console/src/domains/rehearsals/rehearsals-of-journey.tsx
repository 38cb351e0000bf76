import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { isOn, type Rehearsal, RehearsalStateTag } from './rehearsal-state.tsx';
import { RehearseButton } from './rehearse-button.tsx';
import { useRehearsalText } from './texts.ts';
import './rehearsals.css';

type OfJourney = { readonly journeyId: string; readonly name: string; readonly ended: boolean };

/** What was rehearsed of a journey, the newest first; each says whether it is still about the same steps. */
export function RehearsalsOfJourney({ journeyId, name, ended }: OfJourney) {
  const t = useRehearsalText();
  const query = useQuery({
    queryKey: ['rehearsals', 'of', journeyId],
    queryFn: async () => api('GET /api/admin/rehearsals', { query: { journeyId, limit: 20 } }),
    refetchInterval: (state) => (state.state.data?.items.some(isOn) ? 2_000 : false),
  });
  const rehearse = ended ? null : <RehearseButton subject={{ journeyId }} name={name} />;
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <div className="hs-card">
            <Empty title={t('of_journey_empty')} hint={t('of_journey_hint')} action={rehearse} />
          </div>
        ) : (
          <Panel title={t('of_journey')} extra={rehearse}>
            <ul className="hs-rehearsals">
              {items.map((one) => (
                <OneLine key={one.id} rehearsal={one} />
              ))}
            </ul>
          </Panel>
        )
      }
    </Loaded>
  );
}

function OneLine({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const say = useWords();
  const { id, state, text, failure, changed, createdAt, by } = rehearsal;
  return (
    <li>
      <span className="hs-inline">
        <RehearsalStateTag state={state} />
        <Link to={`/rehearsals/${id}`}>
          <Time at={createdAt} />
        </Link>
        <span className="hs-faint hs-small">{by}</span>
      </span>
      {text && <span>{say(text)}</span>}
      {failure && <span className="hs-soft">{say(failure.text)}</span>}
      {changed && state === 'done' && <span className="hs-soft hs-small">{t('changed')}</span>}
    </li>
  );
}
