import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Listener } from '../../platform/listeners.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { type Moved, merges } from '../members/index.ts';
import { joinDays, partDays } from './check-in/follow-merge.ts';
import { writeEntries } from './entries.ts';
import { joinLevels, partLevels } from './levels/follow-merge.ts';
import { holdStandings } from './levels/standing.ts';
import { holdAccounts } from './lots.ts';
import type { Person } from './tables.ts';

const tables = ['lot', 'entry', 'exchange', 'spending', 'card'] as const;

/**
 * Two records became one person: points, ledger, exchanges, cards, what is owed, growth and level become one too. Apart again, each has what she
 * brought; what was spent of it meanwhile was spent by the one who stays, and a line in both ledgers says so.
 */
export const onMemberMerged = (kinds: BenefitKinds): Listener =>
  merges.listener({
    name: 'loyalty.on-member-merged',
    join: async (ctx, { mergeId, memberId, winnerNo, loserId, loserNo }) => {
      const winner = { memberId, personNo: winnerNo };
      // Before the accounts, as everywhere.
      await holdStandings(ctx, [winner, { memberId: loserId, personNo: loserNo }]);
      const owed = (await holdAccounts(ctx, [winner, { memberId: loserId, personNo: loserNo }])).get(loserId) ?? 0;
      for (const table of tables) {
        const rows = await moveAll(ctx, table, winner, loserId);
        await merges.note(ctx, mergeId, `loyalty.${table}`, rows);
      }
      await moveOwed(ctx, { from: loserId, to: memberId, points: owed });
      if (owed > 0) await merges.note(ctx, mergeId, 'loyalty.owed', [{ key: loserId, detail: { points: owed } }]);
      const two = { mergeId, stays: winner, other: { memberId: loserId, personNo: loserNo } };
      await joinDays(ctx, two);
      await joinLevels(ctx, kinds, two);
    },
    part: async (ctx, { mergeId, memberId, winnerNo, returnedId, returnedNo }) => {
      const [stays, returned] = [
        { memberId, personNo: winnerNo },
        { memberId: returnedId, personNo: returnedNo },
      ];
      await holdStandings(ctx, [stays, returned]);
      const held = await holdAccounts(ctx, [stays, returned]);
      const lots = await merges.moved(ctx, mergeId, 'loyalty.lot');
      const [debt] = await merges.moved(ctx, mergeId, 'loyalty.owed');
      const brought = numberOf(debt, 'points');
      const owed = Math.min(brought, held.get(memberId) ?? 0);
      const left = await moveBack(ctx, 'lot', returned, memberId, lots);
      await moveBack(ctx, 'entry', returned, memberId, await merges.moved(ctx, mergeId, 'loyalty.entry'));
      await moveBack(ctx, 'exchange', returned, memberId, await merges.moved(ctx, mergeId, 'loyalty.exchange'));
      await moveBack(ctx, 'spending', returned, memberId, await merges.moved(ctx, mergeId, 'loyalty.spending'));
      await moveBack(ctx, 'card', returned, memberId, await merges.moved(ctx, mergeId, 'loyalty.card'));
      await moveOwed(ctx, { from: memberId, to: returnedId, points: owed });
      const spent = lots.reduce((sum, lot) => sum + numberOf(lot, 'rest') - (left.get(lot.key) ?? 0), 0);
      await writeParted(ctx, mergeId, stays, returned, brought - owed - spent);
      await partDays(ctx, { mergeId, stays, other: returned });
      await partLevels(ctx, kinds, { mergeId, stays, other: returned });
    },
  });

/** Everything of the loser's; lots with what was left in them. */
async function moveAll(ctx: Ctx, table: (typeof tables)[number], to: Person, loserId: string): Promise<Moved[]> {
  const detail = table === 'lot' ? sql`jsonb_build_object('rest', rest)` : sql`'{}'::jsonb`;
  const { rows } = await sql<Moved>`
    update ${sql.table(`loyalty.${table}`)} set member_id = ${to.memberId}, person_no = ${to.personNo}
    where member_id = ${loserId} returning id::text as key, ${detail} as detail
  `.execute(ctx.db);
  return rows;
}

/** Answers what is left in each; a table without anything to be left answers 0. */
async function moveBack(
  ctx: Ctx,
  table: (typeof tables)[number],
  to: Person,
  survivorId: string,
  moved: readonly Moved[],
): Promise<ReadonlyMap<string, number>> {
  const rest = table === 'lot' ? sql`rest` : sql`0`;
  const { rows } = await sql<{ key: string; rest: number }>`
    update ${sql.table(`loyalty.${table}`)} set member_id = ${to.memberId}, person_no = ${to.personNo}
    where id::text = any(${moved.map(({ key }) => key)}::text[]) and member_id = ${survivorId}
    returning id::text as key, ${rest} as rest
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.key, row.rest]));
}

async function moveOwed(
  ctx: Ctx,
  { from, to, points }: { readonly from: string; readonly to: string; readonly points: number },
): Promise<void> {
  if (points === 0) return;
  await sql`
    update loyalty.account set owed = owed + case when member_id = ${to} then ${points}::int else -${points}::int end
    where member_id in (${from}, ${to})
  `.execute(ctx.db);
}

/** What the returned lots have lost, or her debt, since they came: hers in one ledger, the survivor's in the other. */
async function writeParted(ctx: Ctx, mergeId: string, stays: Person, returned: Person, change: number): Promise<void> {
  const note = words('会员拆分：合并期间用掉的积分', 'Records parted: points used while they were one');
  await writeEntries(ctx, [
    { ...returned, key: `parted:${mergeId}:${returned.memberId}`, kind: 'parted', points: change, note },
    { ...stays, key: `parted:${mergeId}:${stays.memberId}`, kind: 'parted', points: -change, note },
  ]);
}

function numberOf(moved: Moved | undefined, name: string): number {
  const value = moved?.detail[name];
  return typeof value === 'number' ? value : 0;
}
