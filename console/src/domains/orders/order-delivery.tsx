import { addressText } from '@huoshui/contracts/place';
import { deliveryWay } from '@huoshui/contracts/words/orders';
import { Link } from 'react-router';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { slotText } from './order-slot.ts';
import { useOrderText } from './texts.ts';

/** Where it goes, and in which parcels it left. */
export function OrderDelivery({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const { address, parcels, pickup, slot } = order;
  if (pickup !== null) return <Collected pickup={pickup} />;
  return (
    <Panel title={t('delivery')}>
      {address === null && parcels.length === 0 && <span className="hs-soft">{t('no_address')}</span>}
      {address !== null && (
        <Facts
          facts={[
            { label: t('receiver'), value: `${address.name} ${address.phone}` },
            { label: t('address'), value: addressText(address) },
            ...(slot === null ? [] : [{ label: t('brought_at'), value: `${slotText(slot)} · ${slot.area}` }]),
          ]}
        />
      )}
      {parcels.map((parcel) => (
        <ParcelFacts key={parcel.no} order={order} parcel={parcel} several={parcels.length > 1 || order.unsent > 0} />
      ))}
    </Panel>
  );
}

type ParcelProps = {
  readonly order: Order;
  readonly parcel: Order['parcels'][number];
  readonly several: boolean;
};

function ParcelFacts({ order, parcel, several }: ParcelProps) {
  const t = useOrderText();
  const say = useWords();
  const { no, way, company, waybill, goods, lines, replacement, shippedAt } = parcel;
  const lots = lines.flatMap(({ lineId, lot }) => {
    const name = order.lines.find(({ id }) => id === lineId)?.name ?? '';
    return lot === undefined ? [] : [{ key: `${lineId} ${lot.id}`, id: lot.id, label: `${name} ${lot.number}` }];
  });
  return (
    <div style={{ marginTop: 12 }}>
      {(several || replacement) && (
        <div className="hs-inline" style={{ justifyContent: 'space-between' }}>
          <b>{t(replacement ? 'parcel_replacement' : 'parcel_no', { no })}</b>
          <span className="hs-soft hs-small">
            <Time at={shippedAt} />
          </span>
        </div>
      )}
      <Facts
        facts={[
          ...(several || replacement ? [{ label: t('goods'), value: goods }] : []),
          { label: t('way'), value: say(deliveryWay[way]) },
          { label: way === 'express' ? t('company') : t('deliverer'), value: company },
          ...(waybill === null ? [] : [{ label: t('waybill'), value: <span className="hs-code">{waybill}</span> }]),
          ...lots.map(({ key, id, label }) => ({
            label: t('lot'),
            value: (
              <Link key={key} to={`/lots/${id}`}>
                {label}
              </Link>
            ),
          })),
        ]}
      />
    </div>
  );
}

/** Where and when it is collected, and whom to hand it to. The code is hers: staff ask for it. */
function Collected({ pickup }: { readonly pickup: NonNullable<Order['pickup']> }) {
  const t = useOrderText();
  return (
    <Panel title={t('pickup')}>
      <Facts
        facts={[
          { label: t('pickup_store'), value: pickup.store },
          {
            label: t('pickup_slot'),
            value: slotText(pickup),
          },
          { label: t('pickup_who'), value: `${pickup.name} ${pickup.phone}` },
          { label: t('pickup_ready'), value: <Time at={pickup.readyAt} absolute /> },
          pickup.collectedAt === null
            ? { label: t('pickup_kept'), value: <Time at={pickup.keepUntil} absolute /> }
            : { label: t('pickup_collected'), value: <Time at={pickup.collectedAt} absolute /> },
        ]}
      />
    </Panel>
  );
}
