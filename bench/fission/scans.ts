import { sql } from 'kysely';
import { commonOf } from '../../server/src/domains/activities/activity-form.ts';
import { goLive } from '../../server/src/domains/activities/change-activity.ts';
import { activityReached } from '../../server/src/domains/activities/events.ts';
import { onFriends } from '../../server/src/domains/activities/fission/on-friends.ts';
import { subjectOf } from '../../server/src/domains/activities/fission/own-codes.ts';
import { insertActivity } from '../../server/src/domains/activities/queries.ts';
import { activityValues } from '../../server/src/domains/activities/testing.ts';
import { standardKit } from '../../server/src/domains/journeys/kit.ts';
import { friendAdded, friendLost } from '../../server/src/domains/scrm/events.ts';
import { inTransaction } from '../../server/src/platform/db.ts';
import { newId } from '../../server/src/platform/ids.ts';
import { drainOnce, registerListeners } from '../../server/src/platform/listeners.ts';
import { benchCtx } from '../kit/ctx.ts';

const START = new Date('2026-11-20T02:00:00Z');
const AT_ONCE = 2000;
const [LEAVES, COMES_BACK] = [10, 20];

type Deed = { readonly external: string; readonly by: number | null };

/** A fission that runs, with so many who take part. */
export async function openFission(databaseUrl: string, inviters: number) {
  const bench = benchCtx(databaseUrl, () => new Date(START.getTime() + 3_600_000), [
    { name: 'scrm', facts: [friendAdded, friendLost, activityReached] },
  ]);
  const { ctx } = bench;
  // Nobody is known as a member, as of most who scan a poster.
  const codes = { codeOf: async () => null, personsOf: async () => new Map<string, number>() };
  const listen = onFriends({ kinds: standardKit.benefits, codes });
  await registerListeners(ctx, [listen]);
  const given = { staff: ['guide01'], newOnly: true, settleHours: 48, tiers: [{ at: 20, gift: 'coupon:none' }] };
  const own = activityValues(START, 'fission', given) as Parameters<typeof commonOf>[0];
  const id = newId('act');
  await insertActivity(ctx, { id, play: 'fission', own, values: commonOf(own) });
  const { no } = await goLive(ctx, id);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_' || n, 'n', 'bench', ${START} from generate_series(1, ${inviters}::int) as n
  `.execute(ctx.db);
  await sql`
    insert into activities.entry (id, activity_no, person_no, member_id, version, tester, joined_at)
    select 'ent_' || n, ${no}, m.person_no, m.id, (select max(version) from activities.terms where activity_no = ${no}), false, ${START}
    from generate_series(1, ${inviters}::int) as n join members.member m on m.id = 'mem_' || n
  `.execute(ctx.db);
  const deeds: Deed[] = [];

  return {
    /** Answers how many words of friends there are. */
    async tell(scans: number): Promise<number> {
      for (let n = 0; n < scans; n += 1) {
        const external = `wm_${n}`;
        deeds.push({ external, by: (n * 7919) % inviters });
        if (n % LEAVES !== 0) continue;
        deeds.push({ external, by: null });
        if (n % (LEAVES * COMES_BACK) === 0) deeds.push({ external, by: (n * 104_729) % inviters });
      }
      for (let from = 0; from < deeds.length; from += AT_ONCE)
        await inTransaction(ctx, async (ctx) => {
          for (const [nth, { external, by }] of deeds.slice(from, from + AT_ONCE).entries()) {
            const about = {
              ...{
                memberId: '',
                friendId: `fri_${external}`,
                userid: 'guide01',
                staff: '小李',
                contactWayId: '',
                way: '',
              },
              ...{ personNo: null, at: new Date(START.getTime() + (from + nth) * 5) },
            };
            const { personNo, at, ...payload } = about;
            if (by === null) ctx.emit(friendLost, { personNo, at, payload: { ...payload, by: 'customer' } });
            else {
              const shared = { subject: subjectOf(`ent_${by + 1}`), externalUserid: external, known: false };
              ctx.emit(friendAdded, { personNo, at, payload: { ...payload, again: false, shared } });
            }
          }
        });
      await sql`vacuum analyze`.execute(ctx.db);
      return deeds.length;
    },
    async hear(): Promise<void> {
      while ((await drainOnce(ctx, listen)) > 0);
    },
    /** Of how many the sum is another than what one counts by hand. */
    async off(): Promise<number> {
      const whose = new Map<string, number>();
      for (const { external, by } of deeds) {
        if (by === null) whose.delete(external);
        else whose.set(external, by);
      }
      const byHand = new Map<number, number>();
      for (const by of whose.values()) byHand.set(by + 1, (byHand.get(by + 1) ?? 0) + 1);
      const { rows } = await sql<{ entry: string; sum: number }>`
        select e.id as entry, coalesce(sum(p.amount), 0)::int as sum from activities.entry e
        left join activities.progress p on p.entry_no = e.no group by e.id
      `.execute(ctx.db);
      return rows.filter(({ entry, sum }) => sum !== (byHand.get(Number(entry.slice(4))) ?? 0)).length;
    },
    close: bench.close,
  };
}
