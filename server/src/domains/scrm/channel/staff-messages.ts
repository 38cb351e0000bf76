import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import type { StaffPort } from '../../messaging/index.ts';
import type { MassValues } from '../mass/mass-form.ts';
import { foreignId } from '../mass/outcome.ts';
import { allowance } from '../mass/rule.ts';

/** She has so long to send it; then the next channel is asked. Taste. */
const WAIT_DAYS = 2;
const REMINDERS = 1;

type Letter = Parameters<StaffPort['send']>[2][number];
type Found = { readonly memberId: string; readonly external: string; readonly userid: string; readonly count: number };

/** The channel of messages that staff send: the friend of hers who has been that longest. */
export const staffMessages: StaffPort = {
  find: async (ctx, asked) => {
    const { since, most } = await allowance(ctx);
    const { rows } = await sql<Found>`
      select distinct on (c.member_id) c.member_id, c.external_userid as external, f.userid,
        (select count(*)::int from scrm.mass_target t where t.target = c.external_userid and t.sent_at >= ${since}) as count
      from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid and f.ended_at is null
        join scrm.staff s on s.userid = f.userid and s.can_contact and s.gone_at is null
      where c.member_id = any(${asked.map(({ memberId }) => memberId)}::text[]) order by c.member_id, f.added_at, f.userid
    `.execute(ctx.db);
    const byMember = new Map(rows.map((row) => [row.memberId, row]));
    return new Map(
      asked.flatMap(({ id, memberId }) => {
        const found = byMember.get(memberId);
        if (found === undefined) return [];
        const more = { staff: found.userid, full: found.count >= most ? 'yes' : 'no' };
        return [[id, [{ address: found.external, more }]] as const];
      }),
    );
  },
  send: async (ctx, _wechat, letters) => {
    const groups = new Map<string, Letter[]>();
    for (const letter of letters) {
      const key = JSON.stringify([
        letter.to.more.staff,
        letter.composed.data.text,
        letter.composed.page,
        letter.composed.title,
      ]);
      groups.set(key, [...(groups.get(key) ?? []), letter]);
    }
    const told = await Promise.all([...groups.values()].map(async (group) => entrustGroup(ctx, group)));
    return told.flat();
  },
};

/** One task for all whom one member tells the same; the worker makes it at WeCom and follows it as any part of a mass send. */
async function entrustGroup(ctx: Ctx, letters: readonly Letter[]) {
  const [first] = letters;
  if (first === undefined) return [];
  const { composed, to } = first;
  const [massId, taskId, userid] = [newId('mss'), newId('mst'), to.more.staff ?? ''];
  const values = valuesOf(composed, userid);
  const stopAt = new Date(ctx.now().getTime() + WAIT_DAYS * DAY_MS);
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ no: number }>`
      insert into scrm.mass (id, name, values, state, origin, created_at, planned_at, started_at, stop_at)
      values (${massId}, ${massId}, ${JSON.stringify(values)}::jsonb, 'running', 'messages', ${ctx.now()}, ${ctx.now()}, ${ctx.now()}, ${stopAt})
      returning no
    `.execute(ctx.db);
    const no = rows[0]?.no ?? 0;
    await sql`
      insert into scrm.mass_task (id, mass_no, userid, part, state, targets, asked_at, due_at)
      values (${taskId}, ${no}, ${userid}, 0, 'creating', ${letters.length}, ${ctx.now()}, ${ctx.now()})
    `.execute(ctx.db);
    await sql`
      insert into scrm.mass_target (mass_no, target, person_no, member_id, userid, part, state)
      select ${no}, target, person_no, member_id, ${userid}, 0, 'offered' from unnest(
        ${letters.map((one) => one.to.address ?? '')}::text[], ${letters.map((one) => one.to.personNo)}::int[],
        ${letters.map((one) => one.to.memberId)}::text[]
      ) as new (target, person_no, member_id) on conflict do nothing
    `.execute(ctx.db);
  });
  return letters.map(({ id, to: { personNo } }) => ({
    id,
    state: 'entrusted' as const,
    foreignId: foreignId(taskId, personNo),
  }));
}

function valuesOf({ data, page, title }: Letter['composed'], userid: string): MassValues & { readonly page: string } {
  return {
    ...{ name: title, to: 'staff', who: null, staff: [userid], sender: 'longest', text: data.text ?? '' },
    ...{
      card: page === '' ? 'none' : 'home',
      coupon: null,
      product: null,
      activity: null,
      title: page === '' ? null : title,
    },
    ...{ waitDays: WAIT_DAYS, reminders: REMINDERS, within: 7, page },
  };
}
