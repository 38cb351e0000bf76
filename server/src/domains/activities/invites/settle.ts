import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type BenefitKinds, revokeGiven } from '../../benefits/index.ts';
import { findMembers } from '../../members/index.ts';
import type { EntryRow } from '../entries.ts';
import { count } from '../progress.ts';
import { judge } from '../risk/guard.ts';
import { dropSuspects } from '../risk/suspects.ts';
import { keepBack } from './accept.ts';
import { cameByIt, INVITE, type InviteRow, roundKey, welcomeKey } from './invite.ts';

const AT_ONCE = 200;

/** With the entry that each counts for; one that waits behind another since a merge keeps what counted for it, the rest is the other's. */
const FOR_WHOM = sql.raw(`activities.invite i join activities.entry was on was.no = i.entry_no
  join activities.entry e on e.no = case when i.state = 'counted' then was.no else coalesce(was.behind, was.no) end`);

type Due = InviteRow & {
  readonly entry: EntryRow;
  readonly activityId: string;
  readonly name: string;
};

/** Newcomers count once what they did can go back no more; the guard looks once more at that moment, by what is known then. */
export function settleInvites(kinds: BenefitKinds): Sweep {
  return sweep({
    name: 'activities.invites',
    due: sql`(select min(due_at) from activities.invite where state = 'done')`,
    run: async (ctx) => inTransaction(ctx, async (ctx) => settleSome(ctx, kinds)),
  });
}

async function settleSome(ctx: Ctx, kinds: BenefitKinds): Promise<number> {
  const { rows } = await sql<InviteRow>`
    select ${INVITE}, e.no as entry_no from ${FOR_WHOM}
    where i.state = 'done' and i.due_at <= ${ctx.now()} order by i.due_at, i.no limit ${AT_ONCE} for no key update of e, i skip locked
  `.execute(ctx.db);
  const dues = await withEntries(ctx, rows);
  // One after the other: of those who come due together each is judged with the ones before.
  for (const due of dues) await settleOne(ctx, kinds, due);
  return rows.length;
}

async function withEntries(ctx: Ctx, rows: readonly InviteRow[]): Promise<readonly Due[]> {
  const { rows: entries } = await sql<EntryRow & { activityId: string; name: string }>`
    select e.no, e.id, e.activity_no, e.person_no, e.member_id, e.version, e.tester, e.joined_at, a.id as activity_id, a.name
    from activities.entry e join activities.activity a on a.no = e.activity_no
    where e.no = any(${rows.map(({ entryNo }) => entryNo)}::bigint[])
  `.execute(ctx.db);
  const known = new Map(entries.map((entry) => [entry.no, entry]));
  return rows.flatMap((row): Due[] => {
    const entry = known.get(row.entryNo);
    return entry === undefined ? [] : [{ ...row, entry, activityId: entry.activityId, name: entry.name }];
  });
}

async function settleOne(ctx: Ctx, kinds: BenefitKinds, due: Due): Promise<void> {
  const { personNo, entry, cleared } = due;
  const strange = await whoSheIs(ctx, due);
  if (strange !== null) return void (await leaveOut(ctx, kinds, due, strange));
  const [verdict] = await judge(ctx, [{ entryNo: entry.no, ownerNo: entry.personNo, helperNo: personNo }]);
  if (verdict === undefined) return;
  // Whoever let her through knew what the rules said; the blacklist may be longer since.
  if (verdict.outcome === 'refuse' || (verdict.outcome === 'hold' && !cleared)) return keepBack(ctx, due, verdict);
  await sql`
    update activities.invite set state = 'counted', entry_no = ${entry.no}, settled_at = ${ctx.now()} where person_no = ${personNo} and state = 'done'
  `.execute(ctx.db);
  await count(
    ctx,
    kinds,
    [entry],
    [{ entryNo: entry.no, key: roundKey(due), amount: 1, helperNo: personNo, new: true, at: ctx.now() }],
  );
}

/** A merge that nobody has heard of yet: she is her own inviter, or was here long before. */
async function whoSheIs(ctx: Ctx, { memberId, entry, cameAt }: Due): Promise<Words | null> {
  const members = await findMembers(ctx, [memberId, entry.memberId]);
  const [she, owner] = [members.get(memberId), members.get(entry.memberId)];
  if (she === undefined || owner === undefined) return null;
  if (she.personNo === owner.personNo) return ITS_HERSELF;
  return cameByIt(she.joinedAt, entry.joinedAt, cameAt) ? null : WAS_HERE;
}

export const ITS_HERSELF = words('邀请人和新朋友是同一个人', 'The newcomer and who invited her are one person');
export const WAS_HERE = words('合并后发现她早就来过', 'Her records became one with a member who was here before');

/** She does not count, for good or until a merge is taken back; what she brought goes back. Answers whether she counted. */
export async function leaveOut(ctx: Ctx, kinds: BenefitKinds, due: Due, why: Words): Promise<void> {
  const { personNo, entry, activityId, name } = due;
  await sql`
    update activities.invite set state = 'void', why = ${JSON.stringify(why)}::jsonb, settled_at = ${ctx.now()} where person_no = ${personNo}
  `.execute(ctx.db);
  await dropSuspects(ctx, [{ entryNo: entry.no, key: roundKey(due) }]);
  if (due.state === 'counted') await takeBack(ctx, kinds, due, `invite-void:${personNo}:${due.round}`);
  await revokeGiven(ctx, kinds, {
    keyPrefixes: [welcomeKey(due)],
    because: {
      kind: 'activity',
      id: activityId,
      label: words(`活动「${name}」不计入：${why.zh}`, `Left out of “${name}”: ${why.en}`),
    },
  });
}

/** What she counted goes back; her next round is told under keys of its own. */
export async function takeBack(
  ctx: Ctx,
  kinds: BenefitKinds,
  { personNo, entry }: Pick<Due, 'personNo' | 'entry'>,
  key: string,
): Promise<void> {
  await sql`update activities.invite set round = round + 1 where person_no = ${personNo}`.execute(ctx.db);
  await count(ctx, kinds, [entry], [{ entryNo: entry.no, key, amount: -1, at: ctx.now() }]);
}

/** These newcomers with the entries that they count for, held. */
export async function holdInvites(ctx: Ctx, personNos: readonly number[]): Promise<readonly Due[]> {
  const { rows } = await sql<InviteRow>`
    select ${INVITE}, e.no as entry_no from ${FOR_WHOM}
    where i.person_no = any(${[...personNos]}::int[]) order by e.no, i.no for no key update of e, i
  `.execute(ctx.db);
  return withEntries(ctx, rows);
}
