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
  const storeId = remembered?.[0];
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
