import type { Api } from './api.ts';
import { createPhone } from './phone.ts';
import { demoAccountRules } from './shop/account-rules.ts';
import { demoContactWays, demoDefaultWelcome } from './shop/contact-ways.ts';
import { demoGroupCode } from './shop/group-codes.ts';
import { demoGroupTag, demoGroupWeek, demoGroupWelcome } from './shop/group-week.ts';

/** Codes that lead to staff, by their names; the corp's directory is read a moment after the shop opens. */
export async function loadContactWays(
  api: Api,
  cookie: string,
  coupons: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  const isRead = async () => (await api('GET /api/admin/staff', { cookie, query: { limit: 1 } })).items.length > 0;
  if (!(await comesAbout(isRead))) return made;
  for (const { coupon, staff, tags, ...way } of demoContactWays) {
    const values = {
      ...way,
      staff: staff.map((one) => ({ ...one })),
      tags: [...tags],
      coupon: coupons.get(coupon) ?? null,
      couponFor: 'everyone',
    };
    const { id, name } = await api('POST /api/admin/contact-ways', { cookie, body: { values } });
    made.set(name, id);
  }
  const { revision: _, ...settings } = await api('GET /api/admin/settings/default-welcome', { cookie });
  const body = { ...settings, on: true, welcome: demoDefaultWelcome };
  await api('PUT /api/admin/settings/default-welcome', { cookie, body });
  return made;
}

/** What the official accounts of the sandbox answer, and where they send readers; without accounts there are no rules. */
export async function loadAccountRules(api: Api, cookie: string, ways: ReadonlyMap<string, string>): Promise<void> {
  const { items } = await api('GET /api/admin/official-accounts', { cookie, query: {} });
  const accounts = new Map(items.map(({ name, id }) => [name, id]));
  for (const { name, on, reply, leads, label, tag } of demoAccountRules) {
    const at = accounts.get(on.account);
    const to = leads === undefined ? undefined : 'account' in leads ? accounts.get(leads.account) : ways.get(leads.way);
    if (at === undefined) continue;
    const led = to === undefined || leads === undefined ? 'none' : 'account' in leads ? 'account' : 'contact_way';
    const values = {
      ...{ name, accounts: [at], on: on.what, for: 'everybody', limit: 'always', reply, hands: led, priority: 50 },
      ...(on.words === undefined ? {} : { words: [...on.words], match: 'contains' }),
      ...(led === 'none' ? {} : { [led === 'account' ? 'account' : 'contact']: to, label: label ?? null }),
      ...(tag === undefined ? {} : { tag }),
    };
    await api('POST /api/admin/account-rules', { cookie, body: { values } });
  }
}

/** Its groups are made by staff in WeCom; the shop hears of each a moment later. */
export async function loadGroupCode(
  api: Api,
  cookie: string,
  server: string,
  hasCorp: boolean,
): Promise<string | null> {
  if (!hasCorp) return null;
  const phone = createPhone(server);
  const { lanes, ...code } = demoGroupCode;
  const made = [];
  for (const { group, ...lane } of lanes) {
    const chat = await phone.makeGroup(group.owner, group.name);
    if (chat === null) return null;
    made.push({ ...lane, groups: [chat], another: true, base: group.base });
  }
  const areKnown = async () =>
    (await api('GET /api/admin/customer-groups', { cookie, query: {} })).items.length >= made.length;
  if (!(await comesAbout(areKnown))) return null;
  const { id } = await api('POST /api/admin/group-codes', { cookie, body: { values: { ...code, lanes: made } } });
  const [first] = made.flatMap(({ groups }) => groups);
  if (first !== undefined) await loadGroupWeek(api, cookie, first);
  return id;
}

/** What its owner says in the first of them week by week, and what is said to who joins it. */
async function loadGroupWeek(api: Api, cookie: string, group: string): Promise<void> {
  const params = { id: group };
  await api('PUT /api/admin/customer-groups/:id/tags', { cookie, params, body: { tags: [demoGroupTag] } });
  await api('POST /api/admin/group-rhythms', { cookie, body: { values: { ...demoGroupWeek } } });
  await api('POST /api/admin/group-welcomes', { cookie, body: { values: { ...demoGroupWelcome } } });
}

const [PATIENCE_MS, LOOK_MS] = [15_000, 500];

/** Whether what the shop is told by others within moments is there at last. */
async function comesAbout(isThere: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if (await isThere()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}
