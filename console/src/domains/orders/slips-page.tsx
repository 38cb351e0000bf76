import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../ground/api.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import type { Order } from './order-drawer.tsx';
import { type Picked, pickList } from './pick-list.ts';
import './slips.css';
import { useOrderText } from './texts.ts';

/** As many as are picked in one round. Taste. */
const AT_ONCE = 50;

/** The oldest orders to ship, on paper: first what is taken from the shelves, then a slip for each parcel. */
export function SlipsPage() {
  const t = useOrderText();
  const query = useQuery({ queryKey: ['orders', 'slips'], queryFn: readSlips });
  return (
    <Loaded query={query}>
      {(orders) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/orders', label: t('title') }}
            title={t('slips')}
            actions={
              <Button type="primary" disabled={orders.length === 0} onClick={() => window.print()}>
                {t('print')}
              </Button>
            }
          />
          {orders.length === 0 ? (
            <Empty title={t('slips_none')} hint={t('slips_none_hint')} />
          ) : (
            <>
              <PickSlip picked={pickList(orders)} orders={orders.length} />
              {orders.map((order) => (
                <PackSlip key={order.id} order={order} />
              ))}
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** Held orders stay in the house: they are on no slip. */
async function readSlips(): Promise<readonly Order[]> {
  const { items } = await api('GET /api/admin/orders', { query: { state: 'paid', limit: AT_ONCE } });
  const orders = await Promise.all(items.map(async ({ id }) => api('GET /api/admin/orders/:id', { params: { id } })));
  return orders.filter(({ acts }) => acts.ship).reverse();
}

function PickSlip({ picked, orders }: { readonly picked: readonly Picked[]; readonly orders: number }) {
  const t = useOrderText();
  return (
    <section className="hs-card hs-slip" aria-label={t('pick_slip')}>
      <h3>{t('pick_title', { count: orders })}</h3>
      <Goods rows={picked} />
    </section>
  );
}

function PackSlip({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const { address } = order;
  return (
    <section className="hs-card hs-slip" aria-label={order.number}>
      <h3>
        {t('pack_slip')} <span className="hs-code">{order.number}</span>
      </h3>
      {address !== null && (
        <p>
          <b>
            {address.name} {address.phone}
          </b>
          <br />
          {address.province}
          {address.city}
          {address.district}
          {address.street}
        </p>
      )}
      <Goods rows={pickList([order])} />
      {order.note !== '' && (
        <p>
          {t('note')} <b>{order.note}</b>
        </p>
      )}
      {order.remark !== '' && (
        <p>
          {t('remark')} {order.remark}
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
        {rows.map(({ key, name, values, quantity }) => (
          <tr key={key}>
            <td>
              {name} <span className="hs-soft">{values}</span>
            </td>
            <td>{quantity}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
