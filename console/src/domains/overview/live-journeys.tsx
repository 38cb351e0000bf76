import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { UpliftLine } from '../journeys/index.ts';
import { useOverviewText } from './texts.ts';

export function LiveJourneys() {
  const t = useOverviewText();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['journeys', 'live'],
    queryFn: async () => api('GET /api/admin/journeys', { query: { state: 'live', limit: 6 } }),
  });
  return (
    <Panel title={t('journeys')} flush>
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="hs-soft" style={{ padding: '14px 20px' }}>
              <p style={{ margin: '0 0 12px' }}>{t('journeys_none')}</p>
              <Button onClick={() => void navigate('/playbooks')}>{t('journeys_open')}</Button>
            </div>
          ) : (
            items.map((journey) => (
              <Link key={journey.id} to={`/journeys/${journey.id}?tab=result`} className="hs-row-link">
                <span className="hs-two-lines">
                  <span className="hs-ellipsis">{journey.name}</span>
                  <UpliftLine journeyId={journey.id} />
                </span>
              </Link>
            ))
          )
        }
      </Loaded>
    </Panel>
  );
}
