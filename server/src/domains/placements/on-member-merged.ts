import { sql } from 'kysely';
import { merges } from '../members/index.ts';

/** Hers is a whole row; the winner's, where she had met it as well, what the merge changes of it and no sum says. */
type Before = {
  readonly key: string;
  readonly detail: {
    readonly hers: Readonly<Record<string, unknown>>;
    readonly winners: { readonly treated: boolean; readonly mixed: boolean } | null;
  };
};

/**
 * What one person met as two is one person's: how often it was shown and whether she closed it go together, so that nothing comes up again. Who
 * was in both arms sees it from now on and is compared no more.
 */
export const onMemberMerged = merges.listener({
  name: 'placements.on-member-merged',
  async join(ctx, { mergeId, winnerNo, loserNo }) {
    const { rows } = await sql<Before>`
      with hers as (
        delete from placements.met where person_no = ${loserNo} returning *
      ), pair as (
        select h.*, w.treated as w_treated, w.mixed as w_mixed, w.person_no is not null as twice
        from hers h left join placements.met w on w.placement_no = h.placement_no and w.person_no = ${winnerNo}
      ), joined as (
        insert into placements.met as w (placement_no, person_no, version, treated, mixed, tester, met_at, shown, tapped, closed, day, on_day, closed_on)
        select placement_no, ${winnerNo}, version, treated, mixed, tester, met_at, shown, tapped, closed, day, on_day, closed_on from pair
        on conflict (placement_no, person_no) do update set
          mixed = w.mixed or excluded.mixed or w.treated <> excluded.treated, treated = w.treated or excluded.treated,
          tester = w.tester or excluded.tester, met_at = least(w.met_at, excluded.met_at), shown = w.shown + excluded.shown,
          tapped = w.tapped + excluded.tapped, closed = w.closed + excluded.closed,
          on_day = case when w.day is null or excluded.day > w.day then excluded.on_day
            when excluded.day = w.day then w.on_day + excluded.on_day else w.on_day end,
          day = greatest(w.day, excluded.day), closed_on = greatest(w.closed_on, excluded.closed_on)
      ), showings as (
        update placements.showing s set person_no = ${winnerNo} where person_no = ${loserNo}
          and not exists (select from placements.showing o where o.person_no = ${winnerNo} and o.placement_no = s.placement_no and o.key = s.key)
      )
      select placement_no::text as key, jsonb_build_object('hers', to_jsonb(pair) - 'placement_no' - 'person_no' - 'w_treated' - 'w_mixed' - 'twice',
        'winners', case when twice then jsonb_build_object('treated', w_treated, 'mixed', w_mixed) end) as detail
      from pair
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'placements.met', rows);
    await sql`
      with hers as (delete from placements.person where person_no = ${loserNo} returning placement_no, popup_at)
      insert into placements.person as w (person_no, placement_no, popup_at) select ${winnerNo}, placement_no, popup_at from hers
      on conflict (person_no) do update set placement_no = excluded.placement_no, popup_at = excluded.popup_at
        where w.popup_at < excluded.popup_at
    `.execute(ctx.db);
  },
  /** What she came with goes back; what both have seen since stays with the survivor, who has seen it. */
  async part(ctx, { mergeId, winnerNo, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'placements.met');
    for (const { key, detail } of moved) {
      await sql`
        insert into placements.met (placement_no, person_no, version, treated, mixed, tester, met_at, shown, tapped, closed, day, on_day, closed_on)
        select ${Number(key)}, ${returnedNo}, h.version, h.treated, h.mixed, h.tester, h.met_at, h.shown, h.tapped, h.closed, h.day, h.on_day, h.closed_on
        from jsonb_to_record(${JSON.stringify(detail.hers)}::jsonb) as h (version int, treated boolean, mixed boolean, tester boolean,
          met_at timestamptz, shown int, tapped int, closed int, day date, on_day int, closed_on date)
        on conflict do nothing
      `.execute(ctx.db);
      await sql`
        update placements.met w set treated = coalesce(b.treated, w.treated), mixed = coalesce(b.mixed, w.mixed),
          shown = greatest(0, w.shown - h.shown), tapped = greatest(0, w.tapped - h.tapped), closed = greatest(0, w.closed - h.closed),
          on_day = case when w.day = h.day then greatest(0, w.on_day - h.on_day) else w.on_day end
        from jsonb_to_record(${JSON.stringify(detail.winners ?? {})}::jsonb) as b (treated boolean, mixed boolean),
          jsonb_to_record(${JSON.stringify(detail.hers)}::jsonb) as h (shown int, tapped int, closed int, day date, on_day int)
        where w.placement_no = ${Number(key)} and w.person_no = ${winnerNo}
      `.execute(ctx.db);
      // All of it was the other's: who has not met it since has met nothing of it.
      if (detail.winners === null)
        await sql`
          delete from placements.met where placement_no = ${Number(key)} and person_no = ${winnerNo} and shown = 0 and tapped = 0 and closed = 0
        `.execute(ctx.db);
    }
  },
});
