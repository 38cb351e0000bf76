import { useSession } from '../../ground/session.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { useRemembered } from '../../ui/list/remembered.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Counter } from './counter.tsx';
import { usePickupText } from './texts.ts';

/** The desk in a store where orders are handed over: made for a scanner that types, a keyboard, and a network that comes and goes. */
export function PickupDesk() {
  const t = usePickupText();
  const [remembered, remember] = useRemembered('hs-pickup-store');
  const stores = useSession()?.operator.stores ?? null;
  const chosen = remembered?.[0];
  // What this browser remembers may be the store of somebody who was here before; who works in one store alone is at its desk.
  const known = stores === null || stores.some(({ id }) => id === chosen) ? chosen : undefined;
  const storeId = known ?? (stores?.length === 1 ? stores[0]?.id : undefined);
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/pickups', label: t('list_title') }}
        title={t('desk_title')}
        purpose={t('desk_purpose')}
        actions={
          <div style={{ minWidth: 220 }}>
            <Pick
              of="store"
              many={false}
              label={t('this_store')}
              value={storeId === undefined ? [] : [storeId]}
              onChange={(ids) => remember(ids[0] === undefined ? null : [ids[0]])}
            />
          </div>
        }
      />
      {storeId === undefined ? (
        <section className="hs-card">
          <Empty title={t('choose_store')} hint={t('choose_store_hint')} />
        </section>
      ) : (
        <Counter key={storeId} storeId={storeId} />
      )}
    </div>
  );
}
