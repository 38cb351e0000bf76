import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type BenefitKinds, benefitItem, type GrantOutcome, type GrantRequest, grant } from '../benefits/index.ts';
import { findMembers } from '../members/index.ts';
import type { ActivityRow } from './activity.ts';
import { giftsOf } from './activity-form.ts';
import { countStamp, findTerms } from './queries.ts';
import { judge } from './risk/guard.ts';
import { saidOf } from './risk/rules.ts';
import { keepSuspects } from './risk/suspects.ts';

const AT_ONCE = 500;

/** Given once a tier, and once more each time that it was reached anew after it had been taken back. */
export function grantKey(entryId: string, tier: number, round: number): string {
  return `activity:${entryId}:${tier}:${round};`;
}

/** What a case about it is kept under. */
export function tierKey(tier: number, round: number): string {
  return `tier:${tier}:${round}`;
}

type Due = {
  readonly personNo: number;
  readonly cleared: boolean;
  readonly entryNo: number;
  readonly entryId: string;
  readonly tier: number;
  readonly round: number;
  readonly memberId: string;
  readonly activityNo: number;
  readonly activityId: string;
  readonly name: string;
  readonly version: number;
  /** Where no tier says it. */
  readonly gift: string | null;
  readonly chosen: number | null;
};

/** Gives what tiers promise once it is due, some hundreds at once; what cannot be given says why and is not tried again by itself. */
export function giveRewards(kinds: BenefitKinds): Sweep {
  return sweep({
    name: 'activities.rewards',
    due: sql`(select min(due_at) from activities.reward where state = 'due')`,
    run: async (ctx) => inTransaction(ctx, async (ctx) => giveSome(ctx, kinds)),
  });
}

async function giveSome(ctx: Ctx, kinds: BenefitKinds): Promise<number> {
  // The entries are held, so that nothing falls below its tier meanwhile.
  const { rows } = await sql<Due>`
    select r.entry_no, r.tier, r.round, r.gift, r.chosen, r.cleared, e.person_no, e.id as entry_id, e.member_id, e.activity_no, e.version, a.id as activity_id, a.name
    from activities.reward r join activities.entry e on e.no = r.entry_no join activities.activity a on a.no = e.activity_no
    where r.state = 'due' and r.due_at <= ${ctx.now()} order by r.due_at, r.entry_no, r.tier limit ${AT_ONCE}
    for no key update of e, r skip locked
  `.execute(ctx.db);
  if (rows.length === 0) return 0;
  const suspect = await suspectOnes(ctx, rows);
  const terms = await findTerms(ctx, rows);
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  const grants = rows.flatMap((due): (GrantRequest & { readonly due: Due })[] => {
    const { values } = terms(due.activityNo, due.version);
    const tier = values.tiers[due.tier];
    // Who has not chosen among several by now is given the first.
    const gift = due.gift ?? (tier && giftsOf(tier)[due.chosen ?? 0]);
    const member = members.get(due.memberId);
    if (suspect.has(due)) return [];
    if (gift === undefined || member === undefined || member.blocked) return [];
    const { name, activityId } = due;
    const because = {
      kind: 'activity',
      id: activityId,
      label: labelOf(due),
      said: words(`活动「${name}」`, name).zh,
    };
    return [
      {
        due,
        memberId: member.id,
        personNo: member.personNo,
        package: [benefitItem(kinds, gift)],
        because,
        budgetId: values.budget,
        key: grantKey(due.entryId, due.tier, due.round),
      },
    ];
  });
  const outcomes = await grant(ctx, kinds, { grants });
  const said = new Map(grants.map(({ due }, at) => [due, outcomes[at]?.outcome ?? 'unavailable']));
  await settle(
    ctx,
    rows.filter((due) => !suspect.has(due)).map((due) => ({ due, trouble: troubleOf(said.get(due) ?? 'blocked') })),
  );
  return rows.length;
}

/** All that an entry has is looked at once more before it is rewarded; what is found waits for somebody, or is not given. */
async function suspectOnes(ctx: Ctx, dues: readonly Due[]): Promise<ReadonlySet<Due>> {
  const verdicts = await judge(
    ctx,
    dues.map(({ entryNo, personNo }) => ({ entryNo, ownerNo: personNo, helperNo: null })),
  );
  const found = dues.flatMap((due, at) => {
    const verdict = verdicts[at];
    const stops = verdict?.outcome === 'refuse' || (verdict?.outcome === 'hold' && !due.cleared);
    return verdict !== undefined && stops ? [{ due, verdict }] : [];
  });
  if (found.length === 0) return new Set();
  const rows = found.map(({ due: { entryNo, tier }, verdict }) => {
    const denied = verdict.outcome === 'refuse';
    return { entry_no: entryNo, tier, state: denied ? 'denied' : 'held', trouble: denied ? saidOf(verdict) : null };
  });
  await sql`
    update activities.reward r set state = n.state, trouble = n.trouble, settled_at = case when n.state = 'denied' then ${ctx.now()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (entry_no bigint, tier int, state text, trouble jsonb)
    where r.entry_no = n.entry_no and r.tier = n.tier and r.state = 'due'
  `.execute(ctx.db);
  await keepSuspects(
    ctx,
    found.map(({ due: { activityNo, entryNo, tier, round }, verdict }) => ({
      ...{ activityNo, entryNo, subject: 'reward' as const, key: tierKey(tier, round), tier, verdict },
    })),
  );
  return new Set(found.map(({ due }) => due));
}
const labelOf = ({ name, tier, gift }: Due): Words =>
  gift === null
    ? words(`活动「${name}」第 ${tier + 1} 档`, `Tier ${tier + 1} of the activity “${name}”`)
    : words(`活动「${name}」第 ${tier + 1} 抽`, `Draw ${tier + 1} of the activity “${name}”`);

type Said = GrantOutcome['outcome'] | 'blocked';

/** Null: it is hers. */
function troubleOf(said: Said): Words | null {
  switch (said) {
    case 'granted':
    case 'repeated':
      return null;
    case 'over_budget':
      return words('预算已用完', 'The budget is spent');
    case 'unbounded':
      return words('没有封顶的权益不能从预算里出', 'What nothing bounds is not given out of a budget');
    case 'limit':
      return words('她已有每人可有的份数', 'She has as many of it as one may have');
    case 'unavailable':
      return words('奖品已发完或已停用', 'The gift is gone or has ended');
    case 'blocked':
      return words('会员已停用', 'The member is blocked');
  }
}

async function settle(ctx: Ctx, told: readonly { readonly due: Due; readonly trouble: Words | null }[]): Promise<void> {
  const rows = told.map(({ due: { entryNo, tier }, trouble }) => ({
    entry_no: entryNo,
    tier,
    state: trouble === null ? 'given' : 'refused',
    trouble,
  }));
  await sql`
    update activities.reward r set state = n.state, trouble = n.trouble, settled_at = ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (entry_no bigint, tier int, state text, trouble jsonb)
    where r.entry_no = n.entry_no and r.tier = n.tier and r.state = 'due'
  `.execute(ctx.db);
}

/** What could not be given is due again, as many as are told; whoever fell below meanwhile is not among them. */
export async function giveAgain(
  ctx: Ctx,
  { no, name }: ActivityRow,
): Promise<{ readonly name: string; readonly rewards: number }> {
  const { rows } = await sql`
    update activities.reward r set state = 'due', due_at = ${ctx.now()}, settled_at = null, trouble = null
    from activities.entry e where e.no = r.entry_no and e.activity_no = ${no} and r.state = 'refused' returning r.tier
  `.execute(ctx.db);
  return { name, rewards: rows.length };
}

/** One whose days are over and that owes nothing any more is settled. */
export const settleActivities: Sweep = sweep({
  name: 'activities.settle',
  due: null,
  async run(ctx) {
    const { rows } = await sql`
      update activities.activity a set settled_at = ${ctx.now()}
      where a.state <> 'draft' and a.settled_at is null and (a.ends_at <= ${ctx.now()} or a.state = 'stopped') and not exists (
        select from activities.reward r join activities.entry e on e.no = r.entry_no where e.activity_no = a.no and r.state in ('due', 'held')
      ) and not exists (select from activities.team t where t.activity_no = a.no and t.state in ('held', 'open'))
      and not exists (select from activities.flash_session s where s.activity_no = a.no and s.closed_at is null)
      and not exists (select from activities.invite i where i.activity_no = a.no and i.state in ('done', 'held'))
      and not exists (select from activities.added d where d.activity_no = a.no and d.look_at is not null)
      returning a.no
    `.execute(ctx.db);
    if (rows.length > 0) await countStamp(ctx);
    return 0;
  },
});
