import { useState } from 'react';
import { useChosenStore } from './chosen-store.ts';
import { t } from './texts.ts';

type Line = { readonly skuId: string; readonly quantity: number; readonly name: string };
export type Contact = { readonly name: string; readonly phone: string };

/** What checkout has to know of her coming to a store; until she types a name, that of her usual address is taken. */
export function usePickup(wanted: boolean, usual: Contact | null, basket: readonly Line[]) {
  const lines = basket.map(({ skuId, quantity }) => `${skuId}:${quantity}`).join(',');
  const store = useChosenStore(wanted, lines);
  const [from, setFrom] = useState<string | null>(null);
  const [typed, setTyped] = useState<Contact | null>(null);
  const contact = typed ?? { name: usual?.name ?? '', phone: usual?.phone ?? '' };
  const found = store.data?.pickup === true ? store.data : null;
  const lacks = found === null ? [] : (found.missing ?? []).map((one) => ({ ...one, name: nameOf(basket, one.skuId) }));
  const slot = found?.slots.find((one) => one.from === from) ?? null;
  return {
    store: found,
    lines,
    /** What of the basket it has too few of. */
    lacks,
    slot,
    contact,
    setFrom,
    setContact: setTyped,
    reload: store.reload,
    /** What is still missing, as the button says it; null where nothing is. */
    missing: problemOf(found, lacks.length, slot) ?? contactProblem(contact),
    ask:
      found === null || slot === null
        ? null
        : { storeId: found.id, from: slot.from, name: contact.name.trim(), phone: contact.phone },
  };
}

function nameOf(basket: readonly Line[], skuId: string): string {
  return basket.find((line) => line.skuId === skuId)?.name ?? '';
}

function problemOf(store: object | null, lacks: number, slot: object | null): string | null {
  if (store === null) return t('needStore');
  if (lacks > 0) return t('needOther');
  return slot === null ? t('needSlot') : null;
}

function contactProblem({ name, phone }: Contact): string | null {
  if (name.trim() === '') return t('needName');
  return /^1[3-9]\d{9}$/.test(phone) ? null : t('needPhone');
}
