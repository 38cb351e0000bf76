import type { Condition } from '@huoshui/contracts/condition';
import { sql } from 'kysely';
import { conditionKit } from '../server/src/domains/audiences/index.ts';
import { refreshSegments } from '../server/src/domains/audiences/segments/refresh.ts';
import { segmentIsHeard } from '../server/src/domains/journeys/domain.ts';
import { DAY_MS } from '../server/src/platform/calendar.ts';
import { countPersons } from '../server/src/platform/event-store/person-set.ts';
import { alone } from '../server/src/platform/testing/alone.ts';
import type { Result } from './kit/result.ts';
import { inTurns } from './kit/result.ts';
import { atSizes, peakOf } from './kit/sizes.ts';
import { type MillionShop, withShop } from './million/shop.ts';

const SEGMENTS = 50;

/**
 * README: in a shop of a million members and 20 million events, a segment of two behaviours takes a twentieth of the time of the NOT IN form, what it
 * comes to is told while one types, and fifty segments are looked at again in six seconds.
 */
export async function run(): Promise<Result[]> {
  return atSizes(async (members) =>
    withShop(members, async (shop) => [
      await againstNotIn(shop),
      await estimated(shop),
      ...(await refreshed(shop)),
      peakOf(shop.storePid, 2048),
    ]),
  );
}

const did = (event: string, days: number): Condition => ({
  kind: 'did_event',
  values: {
    ...{ event, goods: { kind: 'all', ids: [] }, where: [], when: 'last', days },
    ...{ measure: 'times', compare: 'atLeast', number: 1 },
  },
});
const viewedNotBought = (viewed: number, bought: number): Condition => ({
  all: [did('product_view', viewed), { not: did('order.paid', bought) }],
});

/** Who viewed goods within half a year and paid nothing within a year. */
async function againstNotIn({ running: { ctx } }: MillionShop): Promise<Result> {
  const kit = conditionKit();
  const at = ctx.now();
  const ago = (days: number) => new Date(at.getTime() - days * DAY_MS);
  const ours = async () => countPersons(ctx, await kit.personsOf(ctx, viewedNotBought(180, 365), at));
  const theirs = async () => {
    const [row] = await ctx.events.query<{ persons: number }>(
      `SELECT uniqExact(person_no) AS persons FROM history AS events
       WHERE name = 'product_view' AND person_no > 0 AND ts >= {viewed:DateTime64(3, 'UTC')} AND ts < {at:DateTime64(3, 'UTC')} AND person_no NOT IN (
         SELECT person_no FROM history AS events WHERE name = 'order.paid' AND ts >= {bought:DateTime64(3, 'UTC')} AND ts < {at:DateTime64(3, 'UTC')})`,
      { at, viewed: ago(180), bought: ago(365) },
    );
    return row?.persons;
  };
  const [found, expected] = [await ours(), await theirs()];
  if (found !== Number(expected)) throw new Error(`the segment has ${found} members, NOT IN finds ${expected}`);
  const [own, notIn] = await inTurns(5, ours, theirs);
  const value = Number((own / notIn).toFixed(3));
  const name = `segment of two behaviours, to NOT IN (${Math.round(own)} of ${Math.round(notIn)} ms)`;
  return { name, value, unit: '×', goal: '≤ 0.05', ok: value <= 0.05 };
}

/** What the builder asks while somebody types, over HTTP: the number, and what is left after each part. */
async function estimated({ running, cookie }: MillionShop): Promise<Result> {
  const took: number[] = [];
  // Equal questions are answered once: each asks for another number of days.
  for (let n = 0; n < 9; n += 1) {
    const start = performance.now();
    const answer = await fetch(`${running.address}/api/admin/conditions/estimate`, {
      method: 'POST',
      headers: { cookie, origin: running.address, 'content-type': 'application/json' },
      body: JSON.stringify({ condition: viewedNotBought(30 + n, 60 + n) }),
    });
    const text = await answer.text();
    if (!answer.ok || !(JSON.parse(text).members > 0)) throw new Error(`no estimate: ${answer.status} ${text}`);
    took.push(performance.now() - start);
  }
  const value = Math.round(took.toSorted((a, b) => a - b)[4] ?? Number.NaN);
  return { name: 'estimate of two behaviours, over HTTP', value, unit: 'ms', goal: '≤ 300', ok: value <= 300 };
}

/** Fifty segments that differ, looked at for the first time and then once more a day later. */
async function refreshed({ running: { ctx } }: MillionShop): Promise<Result[]> {
  const kit = conditionKit();
  for (let n = 0; n < SEGMENTS; n += 1)
    await sql`
      insert into audiences.segment (id, name, kind, condition, refresh, created_at, created_by)
      values (${`seg_${n}`}, ${`分群 ${n}`}, 'rule', ${JSON.stringify(viewedNotBought(5 + n, 20 + 3 * n))}::jsonb, 'hourly', ${ctx.now()}, '')
    `.execute(ctx.db);
  const sweep = refreshSegments(kit, segmentIsHeard);
  const at = async (now: Date) => {
    const then = { ...ctx, now: () => now };
    await sql`update audiences.segment set due_at = ${now}`.execute(ctx.db);
    const start = performance.now();
    while ((await sweep.run(then, alone)) > 0);
    return (performance.now() - start) / 1000;
  };
  const first = await at(ctx.now());
  const again = await at(new Date(ctx.now().getTime() + DAY_MS));
  const [moved] = await sql<{ persons: number }>`
    select sum(entered + gone)::int as persons from audiences.segment_version where version = 2
  `
    .execute(ctx.db)
    .then(({ rows }) => rows);
  const row = (name: string, value: number) => ({
    ...{ name, value: Number(value.toFixed(2)), unit: 's', goal: '≤ 6', ok: value <= 6 },
  });
  return [
    row(`${SEGMENTS} segments looked at for the first time`, first),
    row(`${SEGMENTS} segments refreshed a day later, ${moved?.persons ?? 0} entered or left`, again),
  ];
}
