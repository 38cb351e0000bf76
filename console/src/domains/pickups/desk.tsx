import type { ReactNode } from 'react';
import { useSession } from '../../ground/session.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { useRemembered } from '../../ui/list/remembered.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { usePickupText } from './texts.ts';

type DeskProps = {
  readonly back: { readonly to: string; readonly label: string };
  readonly title: string;
  readonly purpose: string;
  readonly children: (storeId: string) => ReactNode;
};

/** A desk in a store, which this browser remembers: the same for goods and for coupons. */
export function Desk({ back, title, purpose, children }: DeskProps) {
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
        back={back}
        title={title}
        purpose={purpose}
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
        children(storeId)
      )}
    </div>
  );
}
