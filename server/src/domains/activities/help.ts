import type { Helping } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import { DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { findMembers } from '../members/index.ts';
import { type ActivityRow, countsAt } from './activity.ts';
import { bargainStateOf, bargainsOf, worthOfHelp } from './bargain/bargain.ts';
import { type EntryRow, findEntry, holdEntries } from './entries.ts';
import { activityErrors } from './errors.ts';
import { activityHelped } from './events.ts';
import type { Her } from './met.ts';
import type { Helps } from './play.ts';
import { playOf } from './plays.ts';
import { count, sumsOf } from './progress.ts';
import { findByNo, findTerms } from './queries.ts';
import { judge } from './risk/guard.ts';
import { noteSeen, type Seen } from './risk/marks.ts';
import { keepSuspects } from './risk/suspects.ts';

/** Who came to the shop less than a day ago, and after her friend had begun, came by it. */
const NEW_MS = DAY_MS;

/**
 * She helps a friend: by a key of the friend and, where it is said so, of the day, so that however often she taps it counts once. What she
 * may do is decided while she and the friend's entry are held; what the guard holds waits for somebody, and counts when it is let through. Throws `activities.no_such_entry`.
 */
export async function help(
  ctx: Ctx,
  kinds: BenefitKinds,
  her: Her,
  { entryId, seen }: { readonly entryId: string; readonly seen: Seen },
): Promise<{ readonly helping: Helping; readonly sum: number; readonly counted: number }> {
  const { entry, activity } = await readInvitation(ctx, entryId);
  return inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `activities.helper ${activity.no} ${her.personNo}`);
    await holdEntries(ctx, [entry.no]);
    const before = (await sumsOf(ctx, [entry.no])).get(entry.no) ?? 0;
    const standing = await helpingOf(ctx, her, { entry, activity });
    const helping =
      standing.helping === 'can'
        ? await act(ctx, kinds, her, { entry, activity, seen, ...standing })
        : standing.helping;
    const sum = (await sumsOf(ctx, [entry.no])).get(entry.no) ?? 0;
    return { helping, sum, counted: sum - before };
  });
}

type Act = Invitation & Standing & { readonly seen: Seen };

/** It counts, waits for somebody, or is refused, as the guard finds. */
async function act(
  ctx: Ctx,
  kinds: BenefitKinds,
  her: Her,
  { entry, activity, key, isNew, seen }: Act,
): Promise<Helping> {
  await noteSeen(ctx, her.personNo, seen);
  const [verdict] = await judge(ctx, [{ entryNo: entry.no, ownerNo: entry.personNo, helperNo: her.personNo }]);
  if (verdict !== undefined && verdict.outcome !== 'pass') {
    const counts = { amount: 1, new: isNew, at: ctx.now().toISOString() };
    const about = { activityNo: activity.no, entryNo: entry.no, subject: 'help' as const, key, helperNo: her.personNo };
    await keepSuspects(ctx, [{ ...about, counts, verdict }]);
    return verdict.outcome === 'hold' ? 'held' : 'refused';
  }
  const amount = await worthOfHelp(ctx, { entry, activity, isNew });
  if (amount === 0) return 'done';
  await count(
    ctx,
    kinds,
    [entry],
    [{ entryNo: entry.no, key, amount, helperNo: her.personNo, new: isNew, at: ctx.now() }],
  );
  const { id: activityId, name, play } = activity;
  ctx.emit(activityHelped, {
    personNo: her.personNo,
    payload: { memberId: her.memberId, activityId, name, play, entryId: entry.id, new: isNew },
  });
  return 'helped';
}

/** Whose invitation it is, and to what. Throws `activities.no_such_entry`. */
export async function readInvitation(
  ctx: Ctx,
  entryId: string,
): Promise<{ readonly entry: EntryRow; readonly activity: ActivityRow }> {
  const entry = await findEntry(ctx, entryId);
  const activity = entry && (await findByNo(ctx, [entry.activityNo])).get(entry.activityNo);
  if (entry === undefined || activity === undefined) throw activityErrors.error('no_such_entry', { id: entryId });
  return { entry, activity };
}

type Invitation = { readonly entry: EntryRow; readonly activity: ActivityRow };
type Standing = { readonly helping: Helping; readonly key: string; readonly isNew: boolean };

/** Whether she may help this friend now, under the terms that the friend joined under. */
export async function helpingOf(ctx: Ctx, her: Her, { entry, activity }: Invitation): Promise<Standing> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const helps = playOf(activity.play).helps?.(own) ?? null;
  const key = helps === null ? '' : keyOf(helps, her, ctx.now());
  const isNew = await cameByIt(ctx, her, entry);
  const answer = (helping: Helping): Standing => ({ helping, key, isNew });
  if (her.personNo === entry.personNo) return answer('her_own');
  if (!countsAt(activity, ctx.now())) return answer('over');
  if (helps === null) return answer(playOf(activity.play).adds === undefined ? 'over' : 'by_adding');
  const bargain = (await bargainsOf(ctx, [entry.no])).get(entry.no);
  const state = bargain === undefined ? 'open' : bargainStateOf(bargain, ctx.now());
  if (state === 'over') return answer('over');
  const { hers, today, suspect } = await helpsOf(ctx, { her, entry, activity, key });
  if (suspect !== null) return answer(suspect);
  if (hers) return answer(helps.perFriend === 'daily' ? 'helped_today' : 'helped');
  if (state !== 'open') return answer('done');
  if (today >= helps.aDay) return answer('enough');
  return answer(helps.newOnly && !isNew ? 'newcomers_only' : 'can');
}

function keyOf({ perFriend }: Helps, { personNo }: Her, now: Date): string {
  return perFriend === 'daily' ? `friend:${personNo}:${shanghaiDay(now)}` : `friend:${personNo}`;
}

async function cameByIt(ctx: Ctx, { memberId }: Her, entry: EntryRow): Promise<boolean> {
  const joinedAt = (await findMembers(ctx, [memberId])).get(memberId)?.joinedAt;
  if (joinedAt === undefined) return false;
  return joinedAt >= entry.joinedAt && ctx.now().getTime() - joinedAt.getTime() < NEW_MS;
}

type AskedHelps = Invitation & { readonly her: Her; readonly key: string };

/** Whether this one of hers is there already, and how often she has helped in the activity today. */
async function helpsOf(ctx: Ctx, { her, entry, activity, key }: AskedHelps) {
  const { rows } = await sql<{ hers: boolean; today: number; suspect: 'held' | 'refused' | null }>`
    select (select s.state from activities.suspect s where s.entry_no = ${entry.no} and s.key = ${key} and s.state in ('held', 'refused')) as suspect,
      exists (select from activities.progress where entry_no = ${entry.no} and key = ${key}) as hers, (
      select count(*)::int from activities.progress p join activities.entry e on e.no = p.entry_no
      where p.helper_no = ${her.personNo} and p.at >= ${dayStart(shanghaiDay(ctx.now()))} and e.activity_no = ${activity.no}
    ) + (
      select count(*)::int from activities.suspect s
      where s.helper_no = ${her.personNo} and s.state = 'held' and s.at >= ${dayStart(shanghaiDay(ctx.now()))} and s.activity_no = ${activity.no}
    ) as today
  `.execute(ctx.db);
  return rows[0] ?? { hers: false, today: 0, suspect: null };
}
