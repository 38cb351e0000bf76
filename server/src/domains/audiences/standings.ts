import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { standings } from '../members/index.ts';
import { stageEntered, stagesChanged } from './events.ts';
import { type LifecycleRules, longestSilence, STAGES, type Stage, stageAt } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';

export type Standing = {
  readonly personNo: number;
  readonly memberId: string;
  readonly orders: number;
  /** Days on which she ordered. */
  readonly purchases: number;
  /** Fen. */
  readonly spent: number;
  /** Of her orders that count; null while none does. */
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly stage: string;
  readonly stageSince: Date | null;
  /** Why she is looked at before her own time; null: that has come. */
  readonly lookedAtFor: 'rules' | 'rules_start' | null;
  /** She came with a file and has done nothing here since: silence is no news of hers, unless somebody says so. */
  readonly arrival: 'undecided' | 'silent' | null;
};

const STANDING = sql.raw(
  'person_no, member_id, orders, purchases, spent, first_at, last_at, stage, stage_since, looked_at_for, arrival',
);

export async function lockStandings(ctx: Ctx, personNos: readonly number[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select ${STANDING} from audiences.standing
    where person_no = any(${[...personNos]}::int[]) order by person_no for update
  `.execute(ctx.db);
  return rows;
}

/** Standings as they are; who never paid anything is absent. */
export async function readStandings(ctx: Ctx, personNos: readonly number[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select ${STANDING} from audiences.standing where person_no = any(${[...personNos]}::int[])
  `.execute(ctx.db);
  return rows;
}

/**
 * Buyers whose numbers are greater than one, in order, with when silence is to move them; not locked. Those who are lost, and have been silent for
 * longer than these rules let anybody be, stay where they are: of an old shop that is most of them, and they are not read.
 */
export async function readFrom(
  ctx: Ctx,
  rules: LifecycleRules,
  after: number,
  limit: number,
): Promise<(Standing & Due)[]> {
  const lostSince = new Date(ctx.now().getTime() - longestSilence(rules));
  const { rows } = await sql<Standing & Due>`
    select ${STANDING}, due_at from audiences.standing
    where person_no > ${after} and orders > 0
      and not (stage = 'lost' and due_at is null and looked_at_for is null and last_at <= ${lostSince})
    order by person_no limit ${limit}
  `.execute(ctx.db);
  return rows;
}

type Due = { readonly dueAt: Date | null };

/** Whether the rules say another stage of her than she is in, or that silence moves her at another time. */
export function isMisplaced(one: Standing & Due, rules: LifecycleRules, now: Date): boolean {
  const { stage, dueAt } = stageAt(purchasesOf(one), rules, now);
  return stage !== one.stage || dueAt?.getTime() !== one.dueAt?.getTime() || one.lookedAtFor !== null;
}

export async function lockDue(ctx: Ctx, limit: number): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select ${STANDING} from audiences.standing
    where due_at <= ${ctx.now()} order by due_at limit ${limit} for update skip locked
  `.execute(ctx.db);
  return rows;
}

/**
 * Give each of these the stage she is in now, let members show it with her figures, and announce what changed. `quiet` persons take their stage without a word:
 * they came with an import, nothing happened to them today.
 */
export async function restage(
  ctx: Ctx,
  persons: readonly Standing[],
  reason: 'purchases' | 'silence',
  quiet: ReadonlySet<number> = new Set(),
): Promise<void> {
  if (persons.length === 0) return;
  const rules = await getSetting(ctx, lifecycleSetting);
  const placed = persons.map((s) => {
    const { stage, dueAt } = stageAt(purchasesOf(s), rules, ctx.now());
    const stageSince = s.stage === stage ? s.stageSince : ctx.now();
    return { ...s, from: stageOf(s.stage), stage, dueAt, stageSince };
  });
  await sql`
    update audiences.standing s set stage = given.stage, due_at = given.due_at, stage_since = given.stage_since,
      looked_at_for = null
    from unnest(
      ${placed.map((p) => p.personNo)}::int[], ${placed.map((p) => p.stage)}::text[], ${placed.map((p) => p.dueAt)}::timestamptz[],
      ${placed.map((p) => p.stageSince)}::timestamptz[]
    ) as given (person_no, stage, due_at, stage_since)
    where s.person_no = given.person_no
      and (s.stage, s.due_at, s.stage_since, s.looked_at_for)
        is distinct from (given.stage, given.due_at, given.stage_since, null)
  `.execute(ctx.db);
  await standings.show(ctx, placed);
  const changed = placed.filter((p) => p.stage !== p.from);
  await sql`
    insert into audiences.stage_change (person_no, from_stage, to_stage, at)
    select person_no, from_stage, to_stage, ${ctx.now()} from unnest(
      ${changed.map((c) => c.personNo)}::int[], ${changed.map((c) => c.from)}::text[], ${changed.map((c) => c.stage)}::text[]
    ) as given (person_no, from_stage, to_stage)
  `.execute(ctx.db);
  const whyOf = ({ personNo, lookedAtFor, arrival }: Standing) => {
    if (quiet.has(personNo)) return 'import';
    if (reason === 'purchases') return reason;
    return lookedAtFor ?? (arrival ? 'import' : reason);
  };
  const told = changed.map((one) => ({ ...one, why: whyOf(one) }));
  for (const reason of NOTHING_HAPPENED)
    tellMany(
      ctx,
      reason,
      told.filter(({ why }) => why === reason),
    );
  for (const { personNo, memberId, from, stage, why } of told)
    if (!NOTHING_HAPPENED.includes(why))
      ctx.emit(stageEntered, { personNo, payload: { memberId, from, to: stage, reason: why } });
}

/** Why a stage is another though nobody did anything: no journey begins by it. */
const NOTHING_HAPPENED: readonly string[] = ['import', 'rules'];
/** Members a fact: who reads facts takes as many more as one has. */
const A_FACT = 500;

type Changed = Pick<Standing, 'personNo' | 'memberId'> & { readonly from: Stage; readonly stage: Stage };

function tellMany(ctx: Ctx, reason: string, changed: readonly Changed[]): void {
  for (let start = 0; start < changed.length; start += A_FACT) {
    const part = changed.slice(start, start + A_FACT);
    const personNos = part.map(({ personNo }) => personNo);
    const memberIds = part.map(({ memberId }) => memberId);
    const [from, to] = [part.map((one) => one.from), part.map((one) => one.stage)];
    const payload = { reason, at: ctx.now().getTime(), personNos, memberIds, from, to };
    ctx.emit(stagesChanged, { personNo: null, persons: personNos, payload });
  }
}

/** What `stageAt` asks of a standing. */
export function purchasesOf({ purchases, firstAt, lastAt }: Pick<Standing, 'purchases' | 'firstAt' | 'lastAt'>) {
  return purchases > 0 && firstAt && lastAt ? { purchases, firstAt, lastAt } : null;
}

export function stageOf(text: string): Stage {
  return STAGES.find((s) => s === text) ?? 'none';
}
