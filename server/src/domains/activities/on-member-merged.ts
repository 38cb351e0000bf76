import { sql } from 'kysely';
import { merges } from '../members/index.ts';

type Before = {
  readonly key: string;
  readonly detail: {
    readonly hers: Readonly<Record<string, unknown>>;
    readonly winners: { readonly treated: boolean; readonly mixed: boolean } | null;
  };
};

/**
 * What one person plays as two is one person's. Where both took part the survivor's goes on and the other waits behind it, with all that
 * it had, to go back as it was; who was in both arms is compared no more.
 */
export const onMemberMerged = merges.listener({
  name: 'activities.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserNo }) {
    const { rows: met } = await sql<Before>`
      with hers as (
        delete from activities.met where person_no = ${loserNo} returning *
      ), pair as (
        select h.*, w.treated as w_treated, w.mixed as w_mixed, w.person_no is not null as twice
        from hers h left join activities.met w on w.activity_no = h.activity_no and w.person_no = ${winnerNo}
      ), joined as (
        insert into activities.met as w (activity_no, person_no, version, treated, mixed, tester, met_at)
        select activity_no, ${winnerNo}, version, treated, mixed, tester, met_at from pair
        on conflict (activity_no, person_no) do update set
          mixed = w.mixed or excluded.mixed or w.treated <> excluded.treated, treated = w.treated or excluded.treated,
          tester = w.tester or excluded.tester, met_at = least(w.met_at, excluded.met_at)
      )
      select activity_no::text as key, jsonb_build_object('hers', to_jsonb(pair) - 'activity_no' - 'person_no' - 'w_treated' - 'w_mixed' - 'twice',
        'winners', case when twice then jsonb_build_object('treated', w_treated, 'mixed', w_mixed) end) as detail
      from pair
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.met', met);
    const { rows: entries } = await sql<{ key: string; detail: { readonly behind: number | null } }>`
      with before as (
        select h.no, h.behind, w.no as ahead from activities.entry h left join activities.entry w
          on w.activity_no = h.activity_no and w.person_no = ${winnerNo} and w.behind is null
        where h.person_no = ${loserNo}
      )
      update activities.entry h set person_no = ${winnerNo}, member_id = ${memberId}, behind = coalesce(before.ahead, before.behind)
      from before where h.no = before.no returning h.no::text as key, jsonb_build_object('behind', before.behind) as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.entry', entries);
    const { rows: helps } = await sql<{ key: string; detail: Readonly<Record<string, never>> }>`
      update activities.progress set helper_no = ${winnerNo} where helper_no = ${loserNo}
      returning entry_no || ' ' || key as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.help', helps);
    const { rows: seats } = await sql<{ key: string; detail: Readonly<Record<string, never>> }>`
      update activities.seat set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
      returning order_id as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.seat', seats);
    const { rows: takes } = await sql<{ key: string; detail: Readonly<Record<string, never>> }>`
      update activities.flash_take set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
      returning id as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.flash_take', takes);
    const { rows: reminders } = await sql<{ key: string; detail: Readonly<Record<string, never>> }>`
      update activities.flash_reminder r set person_no = ${winnerNo}, member_id = ${memberId} where r.person_no = ${loserNo}
        and not exists (select from activities.flash_reminder w where w.session_no = r.session_no and w.person_no = ${winnerNo})
      returning r.session_no::text as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.flash_reminder', reminders);
    const { rows: waiting } = await sql<{ key: string; detail: Readonly<Record<string, never>> }>`
      update activities.waiting r set person_no = ${winnerNo}, member_id = ${memberId} where r.person_no = ${loserNo}
        and not exists (select from activities.waiting w where w.activity_no = r.activity_no and w.person_no = ${winnerNo})
      returning r.activity_no::text as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'activities.waiting', waiting);
  },
  async part(ctx, { mergeId, winnerNo, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'activities.met');
    for (const { key, detail } of moved) {
      await sql`
        insert into activities.met (activity_no, person_no, version, treated, mixed, tester, met_at)
        select ${Number(key)}, ${returnedNo}, h.version, h.treated, h.mixed, h.tester, h.met_at
        from jsonb_to_record(${JSON.stringify(detail.hers)}::jsonb) as h (version int, treated boolean, mixed boolean, tester boolean, met_at timestamptz)
        on conflict do nothing
      `.execute(ctx.db);
      await sql`
        update activities.met set treated = coalesce(b.treated, activities.met.treated), mixed = coalesce(b.mixed, activities.met.mixed)
        from jsonb_to_record(${JSON.stringify(detail.winners ?? {})}::jsonb) as b (treated boolean, mixed boolean)
        where activity_no = ${Number(key)} and person_no = ${winnerNo}
      `.execute(ctx.db);
      // All of it was the other's.
      if (detail.winners === null)
        await sql`delete from activities.met where activity_no = ${Number(key)} and person_no = ${winnerNo}`.execute(
          ctx.db,
        );
    }
    const entries = await merges.moved(ctx, mergeId, 'activities.entry');
    await sql`
      update activities.entry e set person_no = ${returnedNo}, member_id = ${returnedId}, behind = b.behind
      from jsonb_to_recordset(${JSON.stringify(entries.map(({ key, detail }) => ({ no: Number(key), ...Object(detail) })))}::jsonb)
        as b (no bigint, behind bigint) where e.no = b.no
    `.execute(ctx.db);
    const seats = (await merges.moved(ctx, mergeId, 'activities.seat')).map(({ key }) => key);
    await sql`
      update activities.seat set person_no = ${returnedNo}, member_id = ${returnedId}
      where person_no = ${winnerNo} and order_id = any(${seats}::text[])
    `.execute(ctx.db);
    const takes = (await merges.moved(ctx, mergeId, 'activities.flash_take')).map(({ key }) => key);
    await sql`
      update activities.flash_take set person_no = ${returnedNo}, member_id = ${returnedId}
      where person_no = ${winnerNo} and id = any(${takes}::text[])
    `.execute(ctx.db);
    const reminders = (await merges.moved(ctx, mergeId, 'activities.flash_reminder')).map(({ key }) => Number(key));
    await sql`
      update activities.flash_reminder set person_no = ${returnedNo}, member_id = ${returnedId}
      where person_no = ${winnerNo} and session_no = any(${reminders}::int[])
    `.execute(ctx.db);
    const waiting = (await merges.moved(ctx, mergeId, 'activities.waiting')).map(({ key }) => Number(key));
    await sql`
      update activities.waiting set person_no = ${returnedNo}, member_id = ${returnedId}
      where person_no = ${winnerNo} and activity_no = any(${waiting}::int[])
    `.execute(ctx.db);
    const helps = (await merges.moved(ctx, mergeId, 'activities.help')).map(({ key }) => key);
    await sql`
      update activities.progress set helper_no = ${returnedNo}
      where helper_no = ${winnerNo} and entry_no || ' ' || key = any(${helps}::text[])
    `.execute(ctx.db);
  },
});
