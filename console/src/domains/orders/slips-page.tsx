import { addressText } from '@huoshui/contracts/place';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatCount } from '../../ui/format.ts';
import { countWords } from '../../ui/list/column.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { slotText } from './order-slot.ts';
import { type Picked, pickList } from './pick-list.ts';
import './slips.css';
import { useOrderText } from './texts.ts';

type Page = Answer<'GET /api/admin/slips'>;
type Slip = Page['items'][number];

/** The orders that have waited longest, or those that were ticked, on paper: first what is taken from the shelves, then a slip for each parcel. */
export function SlipsPage() {
  const t = useOrderText();
  const [cursor, setCursor] = useState<string>();
  const orders = useSearchParams()[0].get('orders') ?? undefined;
  const query = useQuery({
    queryKey: ['orders', 'slips', cursor, orders],
    queryFn: async () => api('GET /api/admin/slips', { query: { cursor, orders } }),
  });
  return (
    <Loaded query={query}>
      {(page) => (
        <div className="hs-page hs-slips">
          <PageHead
            back={{ to: '/orders', label: t('title') }}
            title={t('slips')}
            purpose={<Round page={page} first={cursor === undefined} />}
            actions={
              <>
                {cursor !== undefined && <Button onClick={() => setCursor(undefined)}>{t('slips_first')}</Button>}
                {page.nextCursor !== null && (
                  <Button onClick={() => setCursor(page.nextCursor ?? undefined)}>{t('slips_next')}</Button>
                )}
                <Button type="primary" disabled={page.items.length === 0} onClick={() => window.print()}>
                  {t('print')}
                </Button>
              </>
            }
          />
          {page.items.length === 0 ? (
            <section className="hs-card">
              <Empty title={t('slips_none')} hint={t('slips_none_hint')} />
            </section>
          ) : (
            <>
              <PickSlip slips={page.items} />
              {page.items.map((slip) => (
                <PackSlip key={slip.id} slip={slip} />
              ))}
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** How many are on these slips, and of how many. */
function Round({ page, first }: { readonly page: Page; readonly first: boolean }) {
  const t = useOrderText();
  const total = countWords(page);
  const count = formatCount(page.items.length);
  return first && total !== undefined ? t('slips_round', { count, total }) : t('slips_more', { count });
}

/** It stays in the house, so what the house notes for itself stands here and on no slip that goes into a parcel. */
function PickSlip({ slips }: { readonly slips: readonly Slip[] }) {
  const t = useOrderText();
  const noted = slips.filter(({ remark }) => remark !== '');
  return (
    <section className="hs-card hs-slip" aria-label={t('pick_slip')}>
      <h3>{t('pick_title', { count: slips.length })}</h3>
      <Goods rows={pickList(slips)} />
      {noted.length > 0 && (
        <>
          <h4>{t('remark')}</h4>
          {noted.map(({ id, number, remark }) => (
            <p key={id}>
              <span className="hs-code">{number}</span> {remark}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function PackSlip({ slip }: { readonly slip: Slip }) {
  const t = useOrderText();
  const { address } = slip;
  return (
    <section className="hs-card hs-slip" aria-label={slip.number}>
      <header>
        <h3>
          {t('pack_slip')} <span className="hs-code">{slip.number}</span>
        </h3>
        <span className="hs-soft hs-nowrap">
          {t('created')} {formatTime(slip.createdAt)}
        </span>
      </header>
      {address !== null && (
        <p>
          <b>
            {address.name} {address.phone}
          </b>
          <br />
          {addressText(address)}
          {slip.slot !== null && (
            <>
              <br />
              {t('brought_at')} <b>{slotText(slip.slot)}</b>
            </>
          )}
        </p>
      )}
      <Goods rows={pickList([slip])} />
      {slip.note !== '' && (
        <p>
          {t('note')} <b>{slip.note}</b>
        </p>
      )}
    </section>
  );
}

function Goods({ rows }: { readonly rows: readonly Picked[] }) {
  const t = useOrderText();
  return (
    <table>
      <thead>
        <tr>
          <th>{t('goods')}</th>
          <th>{t('quantity')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, values, quantity, gift }) => (
          <tr key={key}>
            <td>
              <i className="hs-tick" aria-hidden="true" />
              {gift && <b>{t('gift')} </b>}
              {name} <span className="hs-soft">{values}</span>
            </td>
            <td>{quantity}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('slip_total')}</td>
          <td>{rows.reduce((sum, { quantity }) => sum + quantity, 0)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
