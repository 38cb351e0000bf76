import { Counter } from './counter.tsx';
import { Desk } from './desk.tsx';
import { usePickupText } from './texts.ts';

/** The desk in a store where orders are handed over: made for a scanner that types, a keyboard, and a network that comes and goes. */
export function PickupDesk() {
  const t = usePickupText();
  return (
    <Desk back={{ to: '/pickups', label: t('list_title') }} title={t('desk_title')} purpose={t('desk_purpose')}>
      {(storeId) => <Counter key={storeId} storeId={storeId} />}
    </Desk>
  );
}
