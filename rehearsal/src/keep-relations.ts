import type { AnswerOf } from '@huoshui/contracts/client';
import { type Api, tolerate } from './api.ts';
import { inTurns } from './in-turns.ts';
import type { Phone } from './phone.ts';
import { type DemoTransfer, demoPhoneList, demoTransfers } from './shop/relations.ts';
import { oneIn } from './traits.ts';

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
/** Of so many whose number is asked one says no, and one never answers; of so many whose member of staff goes elsewhere one says no. Taste. */
const [SAYS_NO, IS_SILENT, KEEPS_HER] = [5, 4, 9];
/** As many as wait for one member of staff on a day. */
const MOST = 50;
/** By then a list has been worked through. */
const LIST_DAYS = 14;

/** Somebody's number, with whose it is. */
export type Known = { readonly wechatId: string; readonly phoneNumber: string };
type Shop = { readonly api: Api; readonly phone: Phone; readonly cookie: string };

/** What the shop does with those whom it knows by their numbers, and with friends whose member of staff goes elsewhere. No dice. */
export async function keepRelations(shop: Shop, day: number, known: readonly Known[]): Promise<void> {
  if (day < demoPhoneList.onDay) return;
  const { api, phone, cookie } = shop;
  const { connected } = await api('GET /api/admin/wecom', { cookie });
  if (!connected) return;
  if (day === demoPhoneList.onDay) await makeList(shop, known);
  else if (day <= demoPhoneList.onDay + LIST_DAYS) await askToday(shop);
  for (const transfer of demoTransfers) {
    const { onDay, from, resigns } = transfer;
    if (day === onDay && resigns) await phone.leaveCorp(from);
    if (day === onDay + (resigns ? 1 : 0)) await handOver(shop, transfer);
  }
}

/** Whoever is asked has until the same hour of the next day to say no; few do, later on that day. */
export async function keepHer(phone: Phone, day: number, known: readonly Known[]): Promise<void> {
  if (!demoTransfers.some(({ onDay, resigns }) => !resigns && day === onDay)) return;
  const keeping = known.filter(({ wechatId }) => oneIn(KEEPS_HER, wechatId, 'keeps her member of staff'));
  await inTurns(keeping, async ({ wechatId }) => void (await phone.refuseTransfer(wechatId)));
}

/** A story with few people may have nobody to hand over. */
async function handOver({ api, cookie }: Shop, { from, to, message }: DemoTransfer): Promise<void> {
  const body = { values: { from, to: [...to], whom: 'all', perDay: 40, message } };
  const { takers } = await api('POST /api/admin/transfers/preview', { cookie, body });
  if (takers.some(({ count }) => count > 0)) await api('POST /api/admin/transfers', { cookie, body });
}

/** Numbers that were left at a counter. Who is a friend of staff already is left out by the shop itself. */
async function makeList({ api, cookie }: Shop, known: readonly Known[]): Promise<void> {
  const { coupon: name, onDay: _, people, ...list } = demoPhoneList;
  const { items } = await api('GET /api/admin/coupons', { cookie, query: { state: 'active', limit: 100 } });
  const coupon = items.find((one) => one.name === name)?.id ?? null;
  const { now } = await api('GET /api/sandbox/clock');
  const startsOn = new Date(Date.parse(now) + SHANGHAI_MS + DAY_MS).toISOString().slice(0, 10);
  const phones = known.slice(0, people).map(({ phoneNumber }) => phoneNumber);
  const values = { ...list, staff: [...list.staff], startsOn, coupon };
  if (phones.length > 0) await api('POST /api/admin/phone-lists', { cookie, body: { values, phones } });
}

/** Staff take up today's numbers on their phones: some say no, some never answer, some numbers lead to nobody. */
async function askToday({ api, phone }: Shop): Promise<void> {
  for (const userid of demoPhoneList.staff)
    await tolerate(async () => {
      const { token } = await api('POST /api/staff/session', { body: { code: await phone.staffCode(userid) } });
      const { items, left } = await api('GET /api/staff/phone-entries', { token, query: { limit: MOST } });
      const waiting = items.filter(({ state }) => state === 'waiting').slice(0, left);
      for (const entry of waiting) await askOne({ api, phone }, { userid, token, entry });
    });
}

type Entry = AnswerOf<'GET /api/staff/phone-entries'>['items'][number];

async function askOne(
  { api, phone }: Omit<Shop, 'cookie'>,
  { userid, token, entry: { id } }: { readonly userid: string; readonly token: string; readonly entry: Entry },
): Promise<void> {
  const params = { id };
  const { phone: number } = await api('POST /api/staff/phone-entries/:id/asking', { token, params });
  const answer = async (outcome: 'refused' | 'wrong') =>
    api('POST /api/staff/phone-entries/:id/answer', { token, params, body: { outcome } });
  if (oneIn(SAYS_NO, number, 'says no to who has her number')) await answer('refused');
  else if (oneIn(IS_SILENT, number, 'never answers who has her number')) return;
  else if (!(await phone.addByNumber(userid, number))) await answer('wrong');
}
