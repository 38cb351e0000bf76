import { shoppers } from '../phone/shopper.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** A text that the service took for one number. */
export type SmsMessage = {
  readonly id: string;
  readonly phone: string;
  readonly bizId: string;
  readonly outId: string;
  readonly sign: string;
  readonly template: string;
  readonly type: 0 | 1 | 2;
  readonly text: string;
  readonly pieces: number;
  readonly at: string;
  readonly outcome: Outcome;
  /** When the carrier's word is known. */
  readonly reportedAt: string;
};

/** What the carrier says. Only what arrived is billed. */
export type Outcome = { readonly code: string; readonly words: string; readonly arrived: boolean };

export const messages: TableShape<SmsMessage> = { name: 'sms-messages', by: ({ phone }) => phone };
const refusals: TableShape<string> = { name: 'sms-refusals' };
const keptPerPhone = 200;

export const DELIVERED: Outcome = { code: 'DELIVERED', words: '用户接收成功', arrived: true };
export const NOT_IN_SERVICE: Outcome = { code: 'MOBILE_NOT_ON_SERVICE', words: '手机号停机或空号', arrived: false };
export const REFUSED: Outcome = { code: 'MOBILE_IN_BLACK', words: '用户已退订', arrived: false };

export function keepMessage(world: World, message: SmsMessage): void {
  const table = world.store.of(messages);
  const older = table.by(message.phone);
  for (const old of older.slice(0, Math.max(0, older.length + 1 - keptPerPhone))) table.drop(old.id);
  table.put(message.id, message);
}

/** She replied R to this signature: no promotion of it reaches her any more. */
export function refuseSign(world: World, phone: string, sign: string, refused: boolean): void {
  const key = `${phone} ${sign}`;
  if (refused) world.store.of(refusals).put(key, world.clock.now().toISOString());
  else world.store.of(refusals).drop(key);
}

export function hasRefused(world: World, phone: string, sign: string): boolean {
  return world.store.of(refusals).get(`${phone} ${sign}`) !== undefined;
}

const holders = new WeakMap<World, { readonly of: number; readonly byPhone: Map<string, string> }>();

/** Whose phone it is now. Looked up anew when somebody came or changed her number. */
export function holderOf(world: World, phone: string): string | undefined {
  const all = world.store.of(shoppers);
  let known = holders.get(world);
  const id = known?.byPhone.get(phone);
  if (known?.of !== all.size() || (id !== undefined && all.get(id)?.phoneNumber !== phone)) {
    known = { of: all.size(), byPhone: new Map([...all.all()].map((one) => [one.phoneNumber, one.id])) };
    holders.set(world, known);
  }
  const holder = known.byPhone.get(phone);
  if (holder !== undefined) return holder;
  return [...all.all()].find(({ phoneNumber }) => phoneNumber === phone)?.id;
}
