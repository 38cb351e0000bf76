import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { noteSeen } from '../distribution/index.ts';
import { findMembers } from '../members/index.ts';
import { haveBought } from '../orders/index.ts';
import { neighbourCame } from './events.ts';
import { activeByCode, type Her, type LeaderRow, leadersBy } from './leader.ts';
import { readRules } from './rules.ts';

type Seen = { readonly ip: string; readonly device?: string | undefined };

/** A share card opens the shop and its page in one go; slow phones and a phone number in between are within this. */
const ONE_VISIT_MS = 30 * MINUTE_MS;

/**
 * She opened a leader’s link: the first has her for good, and the next only once that one is a leader no more. New is who came to the shop for
 * the first time by it and has bought nothing yet. Answers whose neighbour she is.
 */
export async function visit(ctx: Ctx, her: Her, code: string, seen: Seen): Promise<LeaderRow | null> {
  const { on } = await readRules(ctx);
  const leader = on ? await activeByCode(ctx, code) : null;
  if (leader === null) return null;
  await noteSeen(ctx, her.personNo, seen);
  if (leader.personNo === her.personNo) return leader;
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  const isNew =
    me !== undefined &&
    !me.tester &&
    ctx.now().getTime() - me.joinedAt.getTime() < ONE_VISIT_MS &&
    leader.decidedAt !== null &&
    me.joinedAt >= leader.decidedAt &&
    !(await haveBought(ctx, [her.memberId])).has(her.memberId);
  const { rows } = await sql<{ fresh: boolean }>`
    insert into leaders.neighbour as n (person_no, member_id, leader_no, new, came_at, look_at)
    values (${her.personNo}, ${her.memberId}, ${leader.no}, ${isNew}, ${ctx.now()}, ${isNew ? ctx.now() : null})
    on conflict (person_no) do update set leader_no = excluded.leader_no, came_at = excluded.came_at, new = n.new and n.counted_at is null
    where n.counted_at is null and n.leader_no <> excluded.leader_no and not exists (
      select from leaders.leader a join leaders.leader l on l.no = coalesce(a.behind_no, a.no) where a.no = n.leader_no and l.state in ('active', 'suspended')
    ) returning true as fresh
  `.execute(ctx.db);
  if (rows.length > 0)
    ctx.emit(neighbourCame, {
      personNo: her.personNo,
      payload: { memberId: her.memberId, leaderId: leader.id, new: isNew },
    });
  return leaderOf(ctx, her);
}

/** Whose neighbour she is. */
export async function leaderOf(ctx: Ctx, her: Her): Promise<LeaderRow | null> {
  const { rows } = await sql<{ leaderNo: number }>`
    select leader_no from leaders.neighbour where person_no = ${her.personNo}
  `.execute(ctx.db);
  const no = rows[0]?.leaderNo;
  return no === undefined ? null : ((await leadersBy(ctx, [no])).get(no) ?? null);
}
