import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { activeByCode, type Her } from './distributor.ts';
import { customerLocked } from './events.ts';
import { readRules } from './rules.ts';

/**
 * She opened a distributor’s link. By the rule who shared first keeps her until the time of protection is over, or who shared last has her;
 * the row decides between two at one moment. Her own link, and one of nobody who is active, does nothing.
 */
export async function openLink(
  ctx: Ctx,
  her: Her,
  { code, productId }: { readonly code: string; readonly productId?: string | undefined },
): Promise<void> {
  const rules = await readRules(ctx);
  const distributor = rules.on ? await activeByCode(ctx, code) : null;
  if (distributor === null || distributor.personNo === her.personNo) return;
  const until = new Date(ctx.now().getTime() + rules.lockDays * DAY_MS);
  // The same link again while she is that one's customer changes nothing but the end.
  const goesOn = sql`(l.distributor_no = excluded.distributor_no and l.until > ${ctx.now()})`;
  const { rows } = await sql<{ fresh: boolean }>`
    with before as (select distributor_no, until from distribution.lock where person_no = ${her.personNo})
    insert into distribution.lock as l (person_no, member_id, distributor_no, product_id, locked_at, until)
    values (${her.personNo}, ${her.memberId}, ${distributor.no}, ${productId ?? null}, ${ctx.now()}, ${until})
    on conflict (person_no) do update set member_id = excluded.member_id, distributor_no = excluded.distributor_no,
      product_id = excluded.product_id, until = excluded.until,
      locked_at = case when ${goesOn} then l.locked_at else excluded.locked_at end,
      before_no = case when ${goesOn} then l.before_no else l.distributor_no end,
      before_from = case when ${goesOn} then l.before_from else l.locked_at end,
      before_until = case when ${goesOn} then l.before_until else least(l.until, excluded.locked_at) end
    where l.until <= ${ctx.now()} or ${rules.lockBy === 'last'}
    returning not exists (select from before b where b.distributor_no = ${distributor.no} and b.until > ${ctx.now()}) as fresh
  `.execute(ctx.db);
  if (rows[0]?.fresh !== true) return;
  ctx.emit(customerLocked, {
    personNo: her.personNo,
    payload: { memberId: her.memberId, distributorId: distributor.id },
  });
}

/** Whose customers these were at that moment, by `lockKey`. */
export async function locksOf(
  ctx: Ctx,
  asked: readonly { readonly personNo: number; readonly at: Date }[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ personNo: number; at: Date; distributorNo: number }>`
    select a.person_no, a.at, case when l.locked_at <= a.at then l.distributor_no else l.before_no end as distributor_no
    from unnest(${asked.map(({ personNo }) => personNo)}::int[], ${asked.map(({ at }) => at)}::timestamptz[]) as a (person_no, at)
    join distribution.lock l on l.person_no = a.person_no
      and ((l.locked_at <= a.at and l.until > a.at) or (l.before_from <= a.at and l.before_until > a.at))
  `.execute(ctx.db);
  return new Map(rows.map(({ personNo, at, distributorNo }) => [lockKey({ personNo, at }), distributorNo]));
}

export function lockKey({ personNo, at }: { readonly personNo: number; readonly at: Date }): string {
  return `${personNo} ${at.getTime()}`;
}
