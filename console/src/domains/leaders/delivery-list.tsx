import { waveOrderState } from '@huoshui/contracts/words/leaders';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { Empty } from '../../ui/empty.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import './delivery-list.css';
import { useLeaderText } from './texts.ts';

type Listed = Answer<'GET /api/admin/waves/:id/list'>;
type Entry = Listed['items'][number];

/** Who gets what, a sheet a leader: for whoever packs, drives and hands out. */
export function DeliveryList() {
  const { id = '' } = useParams();
  const leader = useSearchParams()[0].get('leader') ?? undefined;
  const t = useLeaderText();
  const query = useQuery({
    queryKey: ['waves', 'list', id, leader],
    queryFn: async () => api('GET /api/admin/waves/:id/list', { params: { id }, query: { leader } }),
  });
  return (
    <Loaded query={query}>
      {({ items, more }) => (
        <div className="hs-page">
          <PageHead
            back={{ to: `/waves/${id}`, label: t('wave') }}
            title={t('delivery_list')}
            purpose={more ? t('list_more') : t('list_purpose')}
            actions={
              <>
                <FileButton address={fileAddress('GET /api/admin/waves/:id/list.csv', { id }, { leader, as: 'xlsx' })}>
                  {t('list_file')}
                </FileButton>
                <Button type="primary" disabled={items.length === 0} onClick={() => window.print()}>
                  {t('print')}
                </Button>
              </>
            }
          />
          {items.length === 0 ? (
            <section className="hs-card">
              <Empty title={t('points_empty')} hint={t('points_hint')} />
            </section>
          ) : (
            byLeader(items).map((entries) => <Sheet key={entries[0]?.leaderId} entries={entries} />)
          )}
        </div>
      )}
    </Loaded>
  );
}

function Sheet({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useLeaderText();
  const say = useWords();
  const [first] = entries;
  const units = entries.reduce((sum, entry) => sum + entry.units, 0);
  return (
    <section className="hs-card hs-delivery" aria-label={first?.leader}>
      <header>
        <h3>
          {first?.point} · {first?.leader}
        </h3>
        <span>{t('sheet_sum', { n: entries.length, units })}</span>
      </header>
      <table>
        <thead>
          <tr>
            <th>{t('who')}</th>
            <th>{t('good')}</th>
            <th>{t('state')}</th>
            <th>{t('signed')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ orderId, number, name, phone, lines, state }) => (
            <tr key={orderId}>
              <td>
                {name} {phone}
                <div className="hs-soft hs-code">{number}</div>
              </td>
              <td>
                {lines.map((line) => (
                  <div key={line.name}>
                    {line.name} × {line.units}
                    {line.backUnits > 0 && ` (${t('back_n', { n: line.backUnits })})`}
                  </div>
                ))}
              </td>
              <td>{say(waveOrderState[state])}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In their order; each leader's orders stand together. */
function byLeader(items: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of items) groups.set(entry.leaderId, [...(groups.get(entry.leaderId) ?? []), entry]);
  return [...groups.values()];
}
