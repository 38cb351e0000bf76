import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type OrderMarks, readOrderMarks } from '../orders/index.ts';

const KEPT_DAYS = 90;
const AT_ONCE = 5000;

/** Who paid orders of distributors and of their customers, and where these went; of nobody else. */
export async function noteMarks(
  ctx: Ctx,
  orders: readonly { readonly personNo: number; readonly orderId: string }[],
): Promise<void> {
  if (orders.length === 0) return;
  const marks = await readOrderMarks(
    ctx,
    orders.map(({ orderId }) => orderId),
  );
  const rows = orders.flatMap(({ personNo, orderId }) => marksOf(ctx, personNo, marks.get(orderId)));
  if (rows.length === 0) return;
  await sql`
    insert into distribution.mark (person_no, kind, value, at)
    select distinct person_no, kind, value, ${ctx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (person_no int, kind text, value text) order by 1, 2, 3
    on conflict (person_no, kind, value) do update set at = excluded.at
  `.execute(ctx.db);
}

/** By what phone and network somebody came. An app is told no number of a phone: two of one kind behind one door look like one. */
export async function noteSeen(
  ctx: Ctx,
  personNo: number,
  { ip, device }: { readonly ip: string; readonly device?: string | undefined },
): Promise<void> {
  const told = device?.trim() ?? '';
  if (told === '') return;
  await sql`
    insert into distribution.mark (person_no, kind, value, at)
    values (${personNo}, 'device', ${ctx.crypto.blindIndex(`${told} ${ip}`, 'distribution.mark device')}, ${ctx.now()})
    on conflict (person_no, kind, value) do update set at = excluded.at
  `.execute(ctx.db);
}

function marksOf(ctx: Ctx, personNo: number, marks: OrderMarks | undefined) {
  const keyed = (kind: string, plain: string) => ({
    ...{ person_no: personNo, kind },
    value: ctx.crypto.blindIndex(plain, `distribution.mark ${kind}`),
  });
  return [
    ...(marks?.payer ? [keyed('payer', marks.payer)] : []),
    ...(marks?.address ? [keyed('address', marks.address.whole)] : []),
  ];
}

export const forgetMarks: Sweep = sweep({
  name: 'distribution.forget-marks',
  due: sql`(select min(at) + interval '${sql.raw(String(KEPT_DAYS))} days' from distribution.mark)`,
  async run(ctx) {
    const { numAffectedRows = 0n } = await sql`
      delete from distribution.mark where ctid = any(array(
        select ctid from distribution.mark where at <= ${new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS)} limit ${AT_ONCE}
      ))
    `.execute(ctx.db);
    return Number(numAffectedRows);
  },
});
