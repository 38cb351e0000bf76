import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newIds } from '../../platform/ids.ts';
import { enrol } from '../distribution/index.ts';
import { buyers } from '../orders/index.ts';
import { leaderErrors } from './errors.ts';
import { leaderApproved, leaderProposed } from './events.ts';
import { type Her, type LeaderRow, lockLeader } from './leader.ts';
import { givePoint } from './points.ts';
import { type Rules, readRules } from './rules.ts';

const MOST_PROPOSED = 500;

type Application = { readonly community: string; readonly reason: string };

/** She asks to be a leader. Who was refused, or was proposed, may ask. Throws `leaders.off`, `leaders.not_open`, `leaders.applied_already`. */
export async function applyAsLeader(ctx: Ctx, her: Her, { community, reason }: Application): Promise<void> {
  const rules = await readRules(ctx);
  if (!rules.on) throw leaderErrors.error('off');
  if (!rules.apply) throw leaderErrors.error('not_open');
  const [id = ''] = newIds('ldr', 1);
  const { rows } = await sql<{ id: string }>`
    insert into leaders.leader as l (id, member_id, person_no, state, way, community, reason, since)
    values (${id}, ${her.memberId}, ${her.personNo}, 'applied', 'application', ${community}, ${reason}, ${ctx.now()})
    on conflict (person_no) where behind_no is null do update set state = 'applied', way = 'application', community = excluded.community,
      reason = excluded.reason, because = '', decided_by = null, decided_at = null, since = excluded.since
    where l.state in ('refused', 'proposed') returning id
  `.execute(ctx.db);
  const [made] = rows;
  if (made === undefined) throw leaderErrors.error('applied_already');
  ctx.emit(leaderProposed, {
    personNo: her.personNo,
    payload: { memberId: her.memberId, leaderId: made.id, way: 'application' },
  });
}

/**
 * Of these those who meet the rule now are proposed, or are leaders at once; whoever stands somewhere already stays there. Null: of all who
 * meet it. Answers how many are new.
 */
export async function proposeByRule(ctx: Ctx, memberIds: readonly string[] | null): Promise<number> {
  const rules = await readRules(ctx);
  if (!rules.on || rules.byRule === 'off') return 0;
  const meeting = await buyers.often(ctx, { ...window(ctx, rules), memberIds, most: MOST_PROPOSED });
  if (meeting.length === 0) return 0;
  const ids = newIds('ldr', meeting.length);
  const { rows } = await sql<Pick<LeaderRow, 'id' | 'memberId' | 'personNo'>>`
    insert into leaders.leader as l (id, member_id, person_no, state, way, since)
    select id, member_id, person_no, 'proposed', 'rule', ${ctx.now()}
    from unnest(${ids}::text[], ${meeting.map(({ memberId }) => memberId)}::text[], ${meeting.map(({ personNo }) => personNo)}::int[])
      as n (id, member_id, person_no) order by person_no
    on conflict (person_no) where behind_no is null do nothing returning id, member_id, person_no
  `.execute(ctx.db);
  for (const { id: leaderId, memberId, personNo } of rows) {
    ctx.emit(leaderProposed, { personNo, payload: { memberId, leaderId, way: 'rule' } });
    if (rules.byRule === 'automatic') await letIn(ctx, leaderId);
  }
  return rows.length;
}

/** The orders that the rule counts, now. */
export function window(ctx: Ctx, { orders, days }: Pick<Rules, 'orders' | 'days'>) {
  return { since: new Date(ctx.now().getTime() - (days ?? 30) * DAY_MS), least: orders ?? 1 };
}

/** What she has from now on: an account, and a code. Who cannot have one stays proposed and is seen by the shop. */
async function letIn(ctx: Ctx, id: string): Promise<void> {
  const row = await lockLeader(ctx, id);
  try {
    await activate(ctx, row, null, '');
  } catch (error) {
    ctx.log.warn({ err: error, leader: id }, 'stays proposed');
  }
}

type Review = {
  readonly outcome: 'approved' | 'refused';
  readonly because: string;
  readonly storeId: string | null;
};

/** Throws `leaders.not_found`, `leaders.not_waiting`, `leaders.no_such_store`, `leaders.point_taken`, `distribution.stopped`. */
export async function reviewLeader(ctx: Ctx, id: string, { outcome, because, storeId }: Review): Promise<void> {
  const row = await lockLeader(ctx, id);
  if (row.state !== 'applied' && row.state !== 'proposed') throw leaderErrors.error('not_waiting');
  if (outcome === 'refused') return setState(ctx, row.no, 'refused', because);
  await activate(ctx, row, storeId, because);
}

async function activate(ctx: Ctx, row: LeaderRow, storeId: string | null, because: string): Promise<void> {
  const { no, id, memberId, personNo } = row;
  const account = await enrol(ctx, { memberId, personNo });
  await sql`
    update leaders.leader set distributor_id = ${account.id}, code = ${account.code} where no = ${no}
  `.execute(ctx.db);
  await setState(ctx, no, 'active', because);
  if (storeId !== null) await givePoint(ctx, no, storeId);
  ctx.emit(leaderApproved, { personNo, payload: { memberId, leaderId: id } });
}

type Move = { readonly to: 'suspended' | 'active' | 'ended'; readonly because: string };
const FROM: Readonly<Record<Move['to'], readonly string[]>> = {
  suspended: ['active'],
  active: ['suspended', 'ended'],
  ended: ['active', 'suspended'],
};

/** Who is suspended or ended brings nobody new and opens no wave; what waits at her place she hands out. Throws `leaders.not_from_here`. */
export async function moveLeader(ctx: Ctx, id: string, { to, because }: Move): Promise<void> {
  const row = await lockLeader(ctx, id);
  if (!FROM[to].includes(row.state)) throw leaderErrors.error('not_from_here');
  if (to === 'active') {
    // Meanwhile the place may be another’s.
    await enrol(ctx, row);
    await setState(ctx, row.no, 'active', because);
    return givePoint(ctx, row.no, row.storeId);
  }
  await setState(ctx, row.no, to, because);
}

export async function movePoint(ctx: Ctx, id: string, storeId: string | null): Promise<void> {
  const row = await lockLeader(ctx, id);
  if (row.state !== 'active' && row.state !== 'suspended') throw leaderErrors.error('not_from_here');
  await givePoint(ctx, row.no, storeId);
}

async function setState(ctx: Ctx, no: number, state: string, because: string): Promise<void> {
  const by = ctx.actor.kind === 'operator' ? ctx.actor.name : null;
  await sql`
    update leaders.leader set state = ${state}, because = ${because.trim()}, decided_by = ${by}, decided_at = ${ctx.now()} where no = ${no}
  `.execute(ctx.db);
}
