import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

// A model of who is whose friend, walked by commands while callbacks travel as they like: WeCom, model and shop end alike.

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
const STAFF = ['guide01', 'guide02', 'guide03'] as const;
type Staff = (typeof STAFF)[number];
type Travel = 'normal' | 'doubled' | 'shuffled' | 'delayed' | 'lost';
const HOUR_MS = 3_600_000;
await app.settle();

const call = async (route: string, body?: unknown) => Object(await sandbox(route, body));
const { id: wayId } = await api('POST /api/admin/contact-ways', {
  cookie,
  body: {
    values: {
      ...{ name: '三位导购', staff: STAFF.map((who) => ({ who, weight: 1, perDay: null })) },
      ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
      ...{ welcome: '你好', welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
    },
  },
});
await app.settle();
const way = await api('GET /api/admin/contact-ways/:id', { cookie, params: { id: wayId } });
const keys = new Map<string, string>();
for (const { userid, picture } of way.staff) keys.set(userid, await shop.keyOf(picture));

type Model = { readonly friends: Set<string>; readonly handed: Map<number, number> };
type Real = { readonly shoppers: readonly Shopper[] };
type Step = fc.AsyncCommand<Model, Real>;
const pair = (who: number, staff: Staff) => `${who} ${staff}`;

/** The world goes on for a moment: what travels slowly may be overtaken. */
async function travelling(travel: Travel, deed: () => Promise<unknown>) {
  await sandbox('PUT /faults', { wecomCallbacks: travel, notifyDelaySeconds: 25 });
  await deed();
  await app.advance(1000);
}

const add = (who: number, staff: Staff, travel: Travel): Step => ({
  toString: () => `add(${who}, ${staff}, ${travel})`,
  check: () => true,
  async run({ friends }, { shoppers }) {
    await travelling(travel, async () =>
      call(`POST /shoppers/${shoppers[who]?.wechatId}/contact-ways/${keys.get(staff)}`, { userid: staff }),
    );
    friends.add(pair(who, staff));
  },
});
const end = (by: 'customer' | 'staff', who: number, staff: Staff, travel: Travel): Step => ({
  toString: () => `end(${by}, ${who}, ${staff}, ${travel})`,
  check: ({ friends }) => friends.has(pair(who, staff)),
  async run({ friends }, { shoppers }) {
    const id = shoppers[who]?.wechatId;
    await travelling(travel, async () =>
      call(by === 'customer' ? `DELETE /shoppers/${id}/contacts/${staff}` : `DELETE /staff/${staff}/customers/${id}`),
    );
    friends.delete(pair(who, staff));
  },
});
/** Handed over whole; of those who are asked one may refuse. WeCom hands nobody over a third time. */
const handOver = (from: Staff, to: Staff, refuses: number, travel: Travel): Step => ({
  toString: () => `handOver(${from}, ${to}, ${refuses}, ${travel})`,
  check: () => from !== to,
  async run({ friends, handed }, { shoppers }) {
    // What is planned is planned by what is known.
    await api('POST /api/admin/wecom/comparisons', { cookie });
    await app.advance(30_000);
    await sandbox('PUT /faults', { wecomCallbacks: travel, notifyDelaySeconds: 25 });
    const going = shoppers.flatMap((_, who) =>
      friends.has(pair(who, from)) && !friends.has(pair(who, to)) && (handed.get(who) ?? 0) < 2 ? [who] : [],
    );
    const values = { from, to: [to], whom: 'all', perDay: 50, message: null };
    const asked = await api('POST /api/admin/transfers', { cookie, body: { values } }).catch(() => null);
    expect(asked?.total ?? 0).toBe(going.length);
    await app.settle();
    if (going.includes(refuses)) {
      const { transfers } = await call(`GET /shoppers/${shoppers[refuses]?.wechatId}/transfers`);
      await call(`DELETE /shoppers/${shoppers[refuses]?.wechatId}/transfers/${transfers[0].id}`);
    }
    if (going.length > 0) await app.advance(29 * HOUR_MS);
    for (const who of going.filter((one) => one !== refuses)) {
      friends.delete(pair(who, from));
      friends.add(pair(who, to));
      handed.set(who, (handed.get(who) ?? 0) + 1);
    }
  },
});
const merge = (winner: number, loser: number): Step => ({
  toString: () => `merge(${winner}, ${loser})`,
  check: () => winner !== loser,
  async run(_model, { shoppers }) {
    const [one, other] = [shoppers[winner], shoppers[loser]];
    if (!one || !other) return;
    // Whoever is merged already is refused.
    await api('POST /api/admin/members/:id/merges', {
      cookie,
      params: { id: one.memberId },
      body: { otherId: other.memberId, reason: '同一个人' },
    }).catch(() => null);
    await app.settle();
  },
});

const who = fc.nat({ max: 2 });
const staff = fc.constantFrom(...STAFF);
const travel = fc.constantFrom<Travel>('normal', 'doubled', 'shuffled', 'delayed', 'lost');
const deeds = [
  fc.tuple(who, staff, travel).map((args) => add(...args)),
  fc.tuple(who, staff, travel).map((args) => add(...args)),
  fc.tuple(fc.constantFrom('customer', 'staff'), who, staff, travel).map((args) => end(...args)),
  fc.tuple(staff, staff, fc.nat({ max: 5 }), travel).map((args) => handOver(...args)),
  fc.tuple(who, who).map((args) => merge(...args)),
];

async function pairsOfShop(shoppers: readonly Shopper[]): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string; external: string }>`
    select userid, external_userid as external from scrm.friend where ended_at is null
  `.execute(app.ctx.db);
  const numbers = new Map<string, number>();
  for (const userid of STAFF)
    for (const { externalUserid, shopperId } of (await call(`GET /staff/${userid}/customers`)).customers)
      numbers.set(
        externalUserid,
        shoppers.findIndex(({ wechatId }) => wechatId === shopperId),
      );
  return rows.flatMap(({ userid, external }) => {
    const number = numbers.get(external) ?? -1;
    return number < 0 ? [`gone ${external} ${userid}`] : [`${number} ${userid}`];
  });
}

it('ends alike in WeCom, in a model and in the shop, tells each beginning and end once, and welcomes nobody late', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(deeds, { maxCommands: 9 }), async (commands) => {
      const shoppers = await Promise.all([0, 1, 2].map(async () => newShopper(shop)));
      const friends = new Set<string>();
      await fc.asyncModelRun(() => ({ model: { friends, handed: new Map() }, real: { shoppers } }), commands);
      await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
      await app.advance(30_000);
      await api('POST /api/admin/wecom/comparisons', { cookie });
      await app.advance(1000);
      expect((await pairsOfShop(shoppers)).toSorted()).toEqual([...friends].toSorted());
      // Facts are forgotten after three days.
      const dayAgo = new Date(app.ctx.now().getTime() - 24 * HOUR_MS);
      const { rows } = await sql<{ told: number; wrong: number; late: number; strays: number }>`
        select (select count(*)::int from (
            select 1 from platform.event where type in ('friend.added', 'friend.lost') group by type, payload->>'friendId' having count(*) > 1
          ) as twice) as told,
          (select count(*)::int from scrm.friend f where f.added_at > ${dayAgo} and not exists (
              select from platform.event e where e.type = 'friend.added' and e.payload->>'friendId' = f.id)
            or f.ended_at > ${dayAgo} and not exists (
              select from platform.event e where e.type = 'friend.lost' and e.payload->>'friendId' = f.id)) as wrong,
          (select count(*)::int from scrm.welcome where sent_at > deadline) as late,
          (select count(*)::int from scrm.customer c join members.member m on m.id = c.member_id where m.merged_into is not null) as strays
      `.execute(app.ctx.db);
      expect(rows).toEqual([{ told: 0, wrong: 0, late: 0, strays: 0 }]);
      for (const { wechatId } of shoppers)
        for (const userid of STAFF) await call(`DELETE /shoppers/${wechatId}/contacts/${userid}`).catch(() => null);
      await app.advance(1000);
    }),
    { numRuns: 6 },
  );
});
