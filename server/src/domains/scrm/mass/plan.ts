import { type Words, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { newIds } from '../../../platform/ids.ts';
import { addJob, job } from '../../../platform/jobs.ts';
import { OUTBOX_CHANNEL } from '../../../platform/outbox.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { standings } from '../../members/index.ts';
import type { Entrusted } from '../../messaging/index.ts';
import type { MassValues } from './mass-form.ts';
import { findMass, type MassRow } from './queries.ts';
import { allowance } from './rule.ts';

/** In one call of WeCom. Source: document/path/92135 */
const MOST_CUSTOMERS = 10_000;
const MOST_GROUPS = 2000;

const Payload = Type.Object({ massId: Type.String(), planNo: Type.Integer() });
const NAME = 'scrm.plan-mass';

export type PlanKit = { readonly conditions: ConditionKit; readonly entrusted: Entrusted };

export const planJob = (kit: PlanKit) =>
  job(NAME, Payload, async (ctx, { massId, planNo }) => {
    const mass = await findMass(ctx, massId);
    if (mass?.state === 'planning' && mass.planNo === planNo) await plan(ctx, kit, mass);
  });

export async function queuePlan(ctx: Ctx, { id, planNo }: Pick<MassRow, 'id' | 'planNo'>): Promise<void> {
  await addJob(ctx, NAME, { massId: id, planNo }, `${NAME} ${id}`);
}

/** Who gets it from whom: a few statements, however many they are. Nothing is made at WeCom. */
export async function plan(ctx: Ctx, kit: PlanKit, mass: MassRow): Promise<void> {
  const persons = await personsOf(ctx, kit, mass.values);
  const { leftOut } = await kit.entrusted.judge(ctx, persons);
  const lastPaid = mass.values.sender === 'order' ? await standings.lastPaid(ctx, persons) : null;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql`
      select from scrm.mass where id = ${mass.id} and state = 'planning' and plan_no = ${mass.planNo} for no key update
    `.execute(ctx.db);
    if (rows.length === 0) return;
    await sql`set local work_mem = '256MB'`.execute(ctx.db);
    await sql`delete from scrm.mass_task where mass_no = ${mass.no}`.execute(ctx.db);
    await sql`delete from scrm.mass_target where mass_no = ${mass.no}`.execute(ctx.db);
    if (mass.values.to === 'groups') await planGroups(ctx, mass);
    else await planCustomers(ctx, mass, { persons, leftOut, lastPaid });
    await makeTasks(ctx, mass);
    await keepCounts(ctx, mass, mass.values.to === 'members' ? persons.length : null);
  });
}

/** Who is asked about: members by a condition, else those among the customers of these members of staff. */
async function personsOf(
  ctx: Ctx,
  { conditions }: PlanKit,
  { to, who, staff }: MassValues,
): Promise<readonly number[]> {
  if (to === 'groups') return [];
  if (to === 'members') return who === null ? [] : listPersons(ctx, await conditions.personsOf(ctx, who, ctx.now()));
  const { rows } = await sql<{ persons: number[] | null }>`
    select array_agg(distinct c.person_no) as persons from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    where f.ended_at is null and f.userid = any(${[...(staff ?? [])]}::text[]) and c.person_no is not null
  `.execute(ctx.db);
  return rows[0]?.persons ?? [];
}

type Known = {
  readonly persons: readonly number[];
  readonly leftOut: ReadonlyMap<string, readonly number[]>;
  readonly lastPaid: readonly number[] | null;
};

/** Of the members of staff who have her, who is first by each rule. */
const FIRST: Readonly<Record<NonNullable<MassValues['sender']>, RawBuilder<unknown>>> = {
  longest: sql`f.added_at`,
  latest: sql`f.added_at desc`,
  own: sql`(f.contact_way_id is null), f.added_at`,
  order: sql`(extract(epoch from f.added_at) > a.paid), f.added_at desc`,
  // They are told apart by nothing: the first stands for her, and WeCom chooses.
  wecom: sql`f.added_at`,
};

async function planCustomers(ctx: Ctx, { no, values }: MassRow, { persons, leftOut, lastPaid }: Known): Promise<void> {
  const { since, most } = await allowance(ctx);
  const staff = values.to === 'staff' ? sql`and f.userid = any(${[...(values.staff ?? [])]}::text[])` : sql``;
  const paid = lastPaid ?? [];
  const reasons = [...leftOut].flatMap(([reason, nos]) => nos.map((personNo) => [personNo, reason] as const));
  // A customer whom nobody knows as a member has no number: she is asked about by herself.
  const asked =
    values.to === 'members'
      ? sql`join asked a on a.person_no = c.person_no`
      : sql`left join asked a on a.person_no = c.person_no`;
  await sql`
    with asked as materialized (
      select person_no, paid from unnest(${[...persons]}::int[], ${[...paid]}::bigint[]) as given (person_no, paid)
    ), away (person_no, reason) as materialized (
      select * from unnest(${reasons.map(([personNo]) => personNo)}::int[], ${reasons.map(([, reason]) => reason)}::text[])
    ), chosen as (
      select distinct on (hers) coalesce(c.person_no::text, c.external_userid) as hers, c.external_userid, c.person_no, c.member_id, f.userid
      from scrm.customer c ${asked} join scrm.friend f on f.external_userid = c.external_userid and f.ended_at is null
        join scrm.staff s on s.userid = f.userid and s.can_contact and s.gone_at is null
      where true ${staff} order by hers, ${FIRST[values.sender ?? 'longest']}, f.userid
    ), received as materialized (${receivedSince(no, since, most)}), judged as (
      select c.external_userid, c.person_no, c.member_id, ${values.sender === 'wecom' ? sql`''::text` : sql`c.userid`} as userid,
        coalesce(w.reason, case when r.count >= ${most} then 'limit' end) as reason
      from chosen c left join away w on w.person_no = c.person_no left join received r on r.target = c.external_userid
    )
    insert into scrm.mass_target (mass_no, target, person_no, member_id, userid, part, state, reason)
    select ${no}, external_userid, person_no, member_id, userid,
      case when reason is null then (row_number() over (partition by userid, reason is null order by external_userid) - 1) / ${MOST_CUSTOMERS}::int else -1 end,
      case when reason is null then 'planned' else 'left_out' end, reason
    from judged
  `.execute(ctx.db);
}

/** What each got, or is about to get, in the time that counts; nothing is read where nobody can have had as many. */
function receivedSince(no: number, since: Date, most: number): RawBuilder<unknown> {
  return sql`
    select target, count(*)::int as count from scrm.mass_target t
    where (select count(*) from scrm.mass where started_at > ${since}::timestamptz - interval '14 days') >= ${most} and (
      t.sent_at >= ${since} or (t.state = 'offered' and t.mass_no <> ${no})
    ) group by target`;
}

/** Groups are written to by whoever owns them. */
async function planGroups(ctx: Ctx, { no, values }: MassRow): Promise<void> {
  const { since, most } = await allowance(ctx);
  await sql`
    with received as materialized (${receivedSince(no, since, most)}), judged as (
      select g.id as chat_id, g.owner, case when r.count >= ${most} then 'limit' end as reason
      from scrm.chat g left join received r on r.target = g.id
      where g.dismissed_at is null and g.owner = any(${[...(values.staff ?? [])]}::text[])
    )
    insert into scrm.mass_target (mass_no, target, userid, part, state, reason)
    select ${no}, chat_id, owner,
      case when reason is null then (row_number() over (partition by owner, reason is null order by chat_id) - 1) / ${MOST_GROUPS}::int else -1 end,
      case when reason is null then 'planned' else 'left_out' end, reason
    from judged
  `.execute(ctx.db);
}

async function makeTasks(ctx: Ctx, { no }: MassRow): Promise<void> {
  const { rows } = await sql<{ userid: string; part: number; targets: number }>`
    select userid, part, count(*)::int as targets from scrm.mass_target where mass_no = ${no} and state = 'planned'
    group by userid, part order by userid, part
  `.execute(ctx.db);
  await sql`
    insert into scrm.mass_task (id, mass_no, userid, part, targets)
    select id, ${no}, userid, part, targets from unnest(
      ${newIds('mst', rows.length)}::text[], ${rows.map(({ userid }) => userid)}::text[], ${rows.map(({ part }) => part)}::int[],
      ${rows.map(({ targets }) => targets)}::int[]
    ) as new (id, userid, part, targets)
  `.execute(ctx.db);
}

async function keepCounts(ctx: Ctx, { id, no }: MassRow, audience: number | null): Promise<void> {
  const { rows } = await sql<{ reason: string | null; count: number }>`
    select reason, count(*)::int as count from scrm.mass_target where mass_no = ${no} group by reason
  `.execute(ctx.db);
  const known = rows.reduce((sum, { count }) => sum + count, 0);
  const strangers = audience === null ? 0 : Math.max(0, audience - known);
  const leftOut = Object.fromEntries([
    ...rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count] as const])),
    ...(strangers > 0 ? [['no_friend', strangers] as const] : []),
  ]);
  const trouble: Words | null = rows.some(({ reason }) => reason === null)
    ? null
    : words('没有可以发的人：看看下面为什么', 'There is nobody to send it to: see below why');
  await sql`
    with planned as (
      update scrm.mass set state = 'planned', planned_at = ${ctx.now()}, audience = ${audience}, left_out = ${JSON.stringify(leftOut)}::jsonb,
        trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
      where id = ${id} returning 1
    ) select pg_notify(${OUTBOX_CHANNEL}, '') from planned
  `.execute(ctx.db);
}
