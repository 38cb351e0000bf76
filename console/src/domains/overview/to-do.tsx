import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { countWords } from '../../ui/list/column.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useOverviewText } from './texts.ts';

/** What waits for a person. Each line leads to the list where it is done. */
export function ToDo() {
  const t = useOverviewText();
  const query = useQuery({ queryKey: ['overview', 'todo'], queryFn: loadToDo, refetchInterval: 60_000 });
  return (
    <Panel title={t('todo')} flush>
      <Loaded query={query} rows={2}>
        {(counts) => {
          const lines = [
            { label: t('todo_ship'), count: counts.ship, to: '/orders?state=paid' },
            { label: t('todo_refund'), count: counts.refund, to: '/refunds?state=requested' },
            { label: t('todo_failed'), count: counts.failed, to: '/refunds?state=failed' },
            { label: t('todo_arrivals'), count: counts.arrivals, to: '/lifecycle' },
            { label: t('todo_stock'), count: counts.stock, to: '/products?status=on_sale&stock=out' },
          ].filter((line) => line.count !== undefined && line.count !== '0');
          if (lines.length === 0)
            return (
              <p className="hs-soft" style={{ margin: 0, padding: '14px 20px' }}>
                {t('todo_none')}
              </p>
            );
          return lines.map((line) => (
            <Link key={line.to} to={line.to} className="hs-row-link">
              <span>{line.label}</span>
              <strong>{line.count}</strong>
            </Link>
          ));
        }}
      </Loaded>
    </Panel>
  );
}

/** Only the totals are wanted, so one row of each list is read. */
async function loadToDo() {
  const [ship, refund, failed, stock, arrivals] = await Promise.all([
    api('GET /api/admin/orders', { query: { state: 'paid', limit: 1 } }),
    api('GET /api/admin/refunds', { query: { state: 'requested', limit: 1 } }),
    api('GET /api/admin/refunds', { query: { state: 'failed', limit: 1 } }),
    api('GET /api/admin/products', { query: { status: 'on_sale', stock: 'out', limit: 1 } }),
    api('GET /api/admin/lifecycle/arrivals'),
  ]);
  return {
    ship: countWords(ship),
    refund: countWords(refund),
    failed: countWords(failed),
    stock: countWords(stock),
    arrivals: countWords({ total: arrivals.members }),
  };
}
