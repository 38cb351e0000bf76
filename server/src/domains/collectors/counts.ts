import type { CollectorNote, CollectorRefusal } from '@huoshui/contracts/words/collectors';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';

export type Seen = {
  readonly at: number | null;
  readonly name: string;
  readonly personNo: number | null;
  readonly refusal: CollectorRefusal | null;
  readonly detail: string;
};
export type What = 'taken' | 'duplicate' | CollectorRefusal | CollectorNote;

/** Names beyond these of a day are counted together, under `*`: whoever has the key could invent any number. */
const NAMES_A_DAY = 300;
const KEPT_DAYS = 90;
/** Of one request are shown, and of one source are kept. */
const SHOWN = 20;
const KEPT = 200;
/** When a source was used last is known so exactly: its row is everybody's. */
const USED_MS = 10_000;

/** What became of one request, name by name. */
export class Tally {
  readonly counts = new Map<string, { readonly name: string; readonly what: What; times: number }>();
  readonly seen: Seen[] = [];

  add(name: string, what: What): void {
    const key = `${what} ${name}`;
    const known = this.counts.get(key);
    if (known) known.times += 1;
    else this.counts.set(key, { name: name.slice(0, 100), what, times: 1 });
  }

  refuse(name: string, refusal: CollectorRefusal, detail = ''): void {
    this.add(name, refusal);
    this.show({ at: null, name: name.slice(0, 100), personNo: null, refusal, detail: detail.slice(0, 200) });
  }

  show(seen: Seen): void {
    if (this.seen.length < SHOWN) this.seen.push(seen);
  }
}

/** Written after events are durable; a figure that cannot be written is no reason to send events again. */
export async function writeTally(ctx: Ctx, sourceNo: number, { counts, seen }: Tally): Promise<void> {
  try {
    await Promise.all([writeCounts(ctx, sourceNo, [...counts.values()]), writeSeen(ctx, sourceNo, seen)]);
  } catch (error) {
    ctx.log.error({ err: error, source: sourceNo }, 'figures of a source were not written');
  }
}

async function writeCounts(
  ctx: Ctx,
  sourceNo: number,
  counts: readonly { readonly name: string; readonly what: What; readonly times: number }[],
): Promise<void> {
  const day = shanghaiDay(ctx.now());
  await sql`
    with given as (
      select * from unnest(${counts.map(({ name }) => name)}::text[], ${counts.map(({ what }) => what)}::text[], ${counts.map(({ times }) => times)}::bigint[])
        as given (name, what, times)
    ), known as (
      select distinct name from collectors.day where source_no = ${sourceNo} and day = ${day}::date
    ), kept as (
      select case when g.name in ('', '*') or k.name is not null
          or dense_rank() over (partition by k.name is null order by g.name) <= ${NAMES_A_DAY} - (select count(*) from known)
        then g.name else '*' end as name, g.what, g.times
      from given g left join known k on k.name = g.name
    )
    insert into collectors.day (source_no, day, name, what, times)
    select ${sourceNo}, ${day}::date, name, what, sum(times) from kept group by name, what order by name, what
    on conflict (source_no, day, name, what) do update set times = day.times + excluded.times
  `.execute(ctx.db);
}

async function writeSeen(ctx: Ctx, sourceNo: number, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`
    with added as (
      insert into collectors.recent (source_no, received_at, at, name, person_no, refusal, detail)
      select ${sourceNo}, ${ctx.now()}, to_timestamp(at / 1000.0), name, person_no, refusal, detail from unnest(
        ${seen.map(({ at }) => at)}::double precision[], ${seen.map(({ name }) => name)}::text[], ${seen.map(({ personNo }) => personNo)}::int[],
        ${seen.map(({ refusal }) => refusal)}::text[], ${seen.map(({ detail }) => detail)}::text[]
      ) as given (at, name, person_no, refusal, detail)
    ), used as (
      update collectors.source set last_at = ${ctx.now()}
      where no = ${sourceNo} and ${seen.some(({ refusal }) => refusal === null)}
        and (last_at is null or last_at < ${new Date(ctx.now().getTime() - USED_MS)})
    )
    delete from collectors.recent where source_no = ${sourceNo} and no <= (
      select no from collectors.recent where source_no = ${sourceNo} order by no desc offset ${KEPT} limit 1
    )
  `.execute(ctx.db);
}

/** Days that nobody asks about any more. */
export const forgetDays: Sweep = sweep({
  name: 'collectors.forget-days',
  due: null,
  run: async (ctx) => {
    const { numAffectedRows } = await sql`
      delete from collectors.day where ctid = any(array(
        select ctid from collectors.day where day < ${addDays(shanghaiDay(ctx.now()), -KEPT_DAYS)}::date limit 5000
      ))
    `.execute(ctx.db);
    return Number(numAffectedRows ?? 0);
  },
});
