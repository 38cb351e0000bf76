import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useWords } from '../../ui/words.ts';
import { useTargetText } from './texts.ts';

const MOST = 3;

/** What of the last days nobody has looked at yet; nothing where there is nothing. */
export function AnomalyPanel() {
  const t = useTargetText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['anomalies', 'panel'],
    queryFn: async () => api('GET /api/admin/anomalies', { query: { seen: 'no', limit: MOST } }),
    refetchInterval: 5 * 60_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('anomalies')} flush>
      {data.items.map(({ id, sentence }) => (
        <Link key={id} to="/anomalies?seen=no" className="hs-row-link">
          <span>{say(sentence)}</span>
        </Link>
      ))}
    </Panel>
  );
}
