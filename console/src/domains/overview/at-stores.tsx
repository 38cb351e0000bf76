import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { useSession } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { useOverviewText } from './texts.ts';

/** The first page of an account of some stores: what waits there, each line with the list where it is done. */
export function AtStores() {
  const t = useOverviewText();
  const say = useWords();
  const stores = useSession()?.operator.stores ?? [];
  const query = useQuery({
    queryKey: ['work'],
    queryFn: async () => api('GET /api/admin/work'),
    refetchInterval: 60_000,
  });
  return (
    <div className="hs-page">
      <PageHead title={stores.map(({ name }) => name).join(' / ')} purpose={t('at_stores')} />
      <Panel title={t('todo')} flush>
        <Loaded query={query} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="hs-soft" style={{ margin: 0, padding: '14px 20px' }}>
                {t('todo_none')}
              </p>
            ) : (
              items.map(({ kind, words, count, to }) => (
                <Link key={kind} to={to ?? '/'} className="hs-row-link">
                  <span>{say(words)}</span>
                  <strong>{count}</strong>
                </Link>
              ))
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}
