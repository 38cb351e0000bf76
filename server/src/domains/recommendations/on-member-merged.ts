import { sql } from 'kysely';
import { merges } from '../members/index.ts';

/** What one person met as two is one person's: the survivor's arm stands, and the other waits in the note to go back as it was. */
export const onMemberMerged = merges.listener({
  name: 'recommendations.on-member-merged',
  async join(ctx, { mergeId, winnerNo, loserNo }) {
    const { rows } = await sql<{ key: string; detail: { treated: boolean; metAt: string; moved: boolean } }>`
      with hers as (
        delete from recommendations.met where person_no = ${loserNo} returning slot, treated, met_at
      ), moved as (
        insert into recommendations.met (slot, person_no, treated, met_at)
        select slot, ${winnerNo}, treated, met_at from hers on conflict do nothing returning slot
      )
      select h.slot as key, jsonb_build_object('treated', h.treated, 'metAt', h.met_at, 'moved', m.slot is not null) as detail
      from hers h left join moved m using (slot)
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'recommendations.met', rows);
  },
  async part(ctx, { mergeId, winnerNo, returnedNo }) {
    for (const { key, detail } of await merges.moved(ctx, mergeId, 'recommendations.met')) {
      await sql`
        insert into recommendations.met (slot, person_no, treated, met_at)
        values (${key}, ${returnedNo}, ${detail.treated}::boolean, ${detail.metAt}::timestamptz) on conflict do nothing
      `.execute(ctx.db);
      if (detail.moved === true)
        await sql`delete from recommendations.met where slot = ${key} and person_no = ${winnerNo}`.execute(ctx.db);
    }
  },
});
