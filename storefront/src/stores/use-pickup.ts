import { useState } from 'react';
import { useChosenStore } from './chosen-store.ts';
import { t } from './texts.ts';

export type Contact = { readonly name: string; readonly phone: string };

/** What checkout has to know of her coming to a store; until she types a name, that of her usual address is taken. */
export function usePickup(wanted: boolean, usual: Contact | null) {
  const store = useChosenStore(wanted);
  const [from, setFrom] = useState<string | null>(null);
  const [typed, setTyped] = useState<Contact | null>(null);
  const contact = typed ?? { name: usual?.name ?? '', phone: usual?.phone ?? '' };
  const found = store.data?.pickup === true ? store.data : null;
  const slot = found?.slots.find((one) => one.from === from) ?? null;
  return {
    store: found,
    slot,
    contact,
    setFrom,
    setContact: setTyped,
    reload: store.reload,
    /** What is still missing, as the button says it; null where nothing is. */
    missing: found === null ? t('needStore') : slot === null ? t('needSlot') : contactProblem(contact),
    ask:
      found === null || slot === null
        ? null
        : { storeId: found.id, from: slot.from, name: contact.name.trim(), phone: contact.phone },
  };
}

function contactProblem({ name, phone }: Contact): string | null {
  if (name.trim() === '') return t('needName');
  return /^1[3-9]\d{9}$/.test(phone) ? null : t('needPhone');
}
