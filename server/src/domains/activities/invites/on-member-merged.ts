import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { findByPersonNo, merges } from '../../members/index.ts';
import { entriesByNo, holdEntries } from '../entries.ts';
import { count } from '../progress.ts';
import { cameByIt } from './invite.ts';
import { holdInvites, ITS_HERSELF, leaveOut, WAS_HERE } from './settle.ts';

/**
 * Two records were one person: a newcomer who turns out to be her own inviter, or to have been here before, does not count; one that is
 * still a newcomer goes on as the survivor. What was seen of either is of both. All of it goes back with the merge.
 */
export const onInvitedMerged = (kinds: BenefitKinds) =>
  merges.listener({
    name: 'activities.on-invited-merged',
    async join(ctx, { mergeId, memberId, winnerNo, loserNo }) {
      const both = [winnerNo, loserNo];
      const { rows } = await sql<{ personNo: number }>`
        select i.person_no from activities.invite i join activities.entry e on e.no = i.entry_no
        where (i.person_no = any(${both}::int[]) or e.person_no = any(${both}::int[])) and i.state not in ('refused', 'void')
      `.execute(ctx.db);
      const invites = await holdInvites(
        ctx,
        rows.map(({ personNo }) => personNo),
      );
      const members = await findByPersonNo(ctx, both);
      const survivor = (personNo: number) => (personNo === loserNo ? winnerNo : personNo);
      for (const invite of invites) {
        const { personNo, entry, cameAt, state, round } = invite;
        const here =
          both.includes(personNo) &&
          both.some((one) => {
            const joinedAt = members.get(one)?.joinedAt;
            return joinedAt !== undefined && !cameByIt(joinedAt, entry.joinedAt, cameAt);
          });
        const twice = personNo === loserNo && invites.some((one) => one.personNo === winnerNo);
        const why = survivor(personNo) === survivor(entry.personNo) ? ITS_HERSELF : here || twice ? WAS_HERE : null;
        if (why !== null) {
          await merges.note(ctx, mergeId, 'activities.invite-void', [
            { key: String(personNo), detail: { state, round } },
          ]);
          await leaveOut(ctx, kinds, invite, why);
        } else if (personNo === loserNo) {
          await merges.note(ctx, mergeId, 'activities.invite', [{ key: String(loserNo) }]);
          await rename(ctx, { from: loserNo, to: winnerNo, memberId });
        }
      }
      await takeBackOwnHelps(ctx, kinds, mergeId, both);
      const { rows: suspects } = await sql<{ key: string }>`
        update activities.suspect set helper_no = ${winnerNo} where helper_no = ${loserNo} returning id as key
      `.execute(ctx.db);
      await merges.note(ctx, mergeId, 'activities.suspect', suspects);
      const { rows: marks } = await sql<{ key: string }>`
        with hers as (delete from activities.mark where person_no = ${loserNo} returning *)
        insert into activities.mark (person_no, kind, value, shown, at) select ${winnerNo}, kind, value, shown, at from hers
        on conflict do nothing returning kind || ' ' || value as key
      `.execute(ctx.db);
      await merges.note(ctx, mergeId, 'activities.mark', marks);
      const { rows: listed } = await sql<{ key: string }>`
        update activities.listed l set value = ${String(winnerNo)} where kind = 'member' and value = ${String(loserNo)}
          and not exists (select from activities.listed o where o.kind = 'member' and o.value = ${String(winnerNo)}) returning id as key
      `.execute(ctx.db);
      await merges.note(ctx, mergeId, 'activities.listed', listed);
    },
    async part(ctx, { mergeId, winnerNo, returnedId, returnedNo }) {
      if ((await merges.moved(ctx, mergeId, 'activities.invite')).length > 0)
        await rename(ctx, { from: winnerNo, to: returnedNo, memberId: returnedId });
      for (const { key, detail } of await merges.moved(ctx, mergeId, 'activities.invite-void'))
        await takeInAgain(ctx, kinds, Number(key), String(detail.state), mergeId);
      await giveOwnHelpsBack(ctx, kinds, mergeId);
      const suspects = (await merges.moved(ctx, mergeId, 'activities.suspect')).map(({ key }) => key);
      await sql`update activities.suspect set helper_no = ${returnedNo} where id = any(${suspects}::text[])`.execute(
        ctx.db,
      );
      const marks = (await merges.moved(ctx, mergeId, 'activities.mark')).map(({ key }) => key);
      await sql`
        update activities.mark set person_no = ${returnedNo} where person_no = ${winnerNo} and kind || ' ' || value = any(${marks}::text[])
      `.execute(ctx.db);
      const listed = (await merges.moved(ctx, mergeId, 'activities.listed')).map(({ key }) => key);
      await sql`update activities.listed set value = ${String(returnedNo)} where id = any(${listed}::text[])`.execute(
        ctx.db,
      );
    },
  });

type OwnHelp = { readonly entryNo: number; readonly key: string };

/** Who helped herself by another account of hers: that counts no more. */
async function takeBackOwnHelps(
  ctx: Ctx,
  kinds: BenefitKinds,
  mergeId: string | undefined,
  both: readonly number[],
): Promise<void> {
  const { rows } = await sql<OwnHelp>`
    select p.entry_no, p.key from activities.progress p join activities.entry e on e.no = p.entry_no
    where p.helper_no = any(${both}::int[]) and e.person_no = any(${both}::int[]) and p.amount > 0 and p.key like 'friend:%'
    order by p.entry_no, p.key
  `.execute(ctx.db);
  if (mergeId === undefined || rows.length === 0) return;
  await merges.note(
    ctx,
    mergeId,
    'activities.own-help',
    rows.map(({ entryNo, key }) => ({ key: `${entryNo} ${key}` })),
  );
  await countOwnHelps(ctx, kinds, rows, { amount: -1, as: (key) => `self:${mergeId}:${key}` });
}

async function giveOwnHelpsBack(ctx: Ctx, kinds: BenefitKinds, mergeId: string): Promise<void> {
  const rows = (await merges.moved(ctx, mergeId, 'activities.own-help')).map(({ key }): OwnHelp => {
    const [entryNo = '', ...rest] = key.split(' ');
    return { entryNo: Number(entryNo), key: rest.join(' ') };
  });
  if (rows.length > 0) await countOwnHelps(ctx, kinds, rows, { amount: 1, as: (key) => `other:${mergeId}:${key}` });
}

type As = { readonly amount: 1 | -1; readonly as: (key: string) => string };

async function countOwnHelps(
  ctx: Ctx,
  kinds: BenefitKinds,
  rows: readonly OwnHelp[],
  { amount, as }: As,
): Promise<void> {
  const nos = rows.map(({ entryNo }) => entryNo);
  await holdEntries(ctx, nos);
  const entries = await entriesByNo(ctx, nos);
  await count(
    ctx,
    kinds,
    entries,
    rows.map(({ entryNo, key }) => ({ entryNo, key: as(key), amount, at: ctx.now() })),
  );
}

type Renamed = { readonly from: number; readonly to: number; readonly memberId: string };

async function rename(ctx: Ctx, { from, to, memberId }: Renamed): Promise<void> {
  await sql`update activities.invite set person_no = ${to}, member_id = ${memberId} where person_no = ${from}`.execute(
    ctx.db,
  );
  await sql`update activities.invite_order set person_no = ${to} where person_no = ${from}`.execute(ctx.db);
}

/** As she stood before the merge; what had counted counts once more, and what waited for somebody is judged anew when it is due. */
async function takeInAgain(
  ctx: Ctx,
  kinds: BenefitKinds,
  personNo: number,
  state: string,
  mergeId: string,
): Promise<void> {
  const [invite] = await holdInvites(ctx, [personNo]);
  if (invite?.state !== 'void') return;
  const before = state === 'held' ? (invite.dueAt === null ? 'came' : 'done') : state;
  await sql`
    update activities.invite set state = ${before}, why = null where person_no = ${personNo}
  `.execute(ctx.db);
  if (state !== 'counted') return;
  const { entry } = invite;
  const again = {
    entryNo: entry.no,
    key: `invite-again:${personNo}:${mergeId}`,
    amount: 1,
    helperNo: personNo,
    new: true,
  };
  await count(ctx, kinds, [entry], [{ ...again, at: ctx.now() }]);
}
