import { effect, signal } from '@preact/signals';
import { call, type Shopper, sandbox } from './api.ts';
import { openPhone, type Phone } from './phone/model.ts';
import { openStaffPhone, type StaffPhone } from './staff-phone/model.ts';

/** The phones on the desk: one or two, side by side. */
export const phones = signal<readonly Phone[]>([]);
/** Beside them, the phone of a member of the corp. */
export const staffPhone = signal<StaffPhone | null>(null);
/** The one that a click on a shopper changes. */
export const activePhone = signal(0);
export const toast = signal<string | null>(null);

const memory = 'huoshui.sandbox.desk';

/** Puts back the phones of the last visit; at first, one phone with the first shopper (made if there is none). */
export async function startDesk(): Promise<void> {
  const remembered = await Promise.all(readRemembered().map(find));
  const found = remembered.filter((shopper) => shopper !== null);
  const known = await call<{ readonly shoppers: readonly Shopper[] }>('GET', `${sandbox}/shoppers?limit=1`);
  const first = found.length > 0 ? found : known.shoppers;
  const shown = first.length > 0 ? first : [await newShopper()];
  phones.value = shown.map((shopper) => openPhone(shopper));
  effect(() => {
    localStorage.setItem(memory, JSON.stringify(phones.value.map(({ shopper }) => shopper.id)));
  });
}

/** Null when she is not of this world (any more). */
async function find(id: string): Promise<Shopper | null> {
  return call<Shopper>('GET', `${sandbox}/shoppers/${encodeURIComponent(id)}`).catch(() => null);
}

export async function newShopper(): Promise<Shopper> {
  return call<Shopper>('POST', `${sandbox}/shoppers`, {});
}

/** Shows a shopper on the phone at `index`; one who is on a phone already is not opened twice. */
export function show(shopper: Shopper, index: number): void {
  const at = phones.value.findIndex((phone) => phone.shopper.id === shopper.id);
  if (at >= 0) {
    activePhone.value = at;
    return;
  }
  const next = [...phones.value];
  next[Math.min(index, next.length)] = openPhone(shopper);
  phones.value = next;
  activePhone.value = Math.min(index, next.length - 1);
}

/** Takes her phone out, on the desk's one place for members of the corp. */
export function showStaff(userid: string): void {
  if (staffPhone.value?.userid !== userid) staffPhone.value = openStaffPhone(userid);
}

export function putAway(index: number): void {
  phones.value = phones.value.filter((_, at) => at !== index);
  activePhone.value = 0;
}

export function say(text: string): void {
  toast.value = text;
  setTimeout(() => {
    if (toast.value === text) toast.value = null;
  }, 4000);
}

function readRemembered(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(memory) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string').slice(0, 2) : [];
  } catch {
    return [];
  }
}
