import type { ListedKind } from '@huoshui/contracts/words/activity-risk';
import { sql } from 'kysely';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type OrderMarks, readOrderMarks } from '../../orders/index.ts';

const KEPT_DAYS = 90;
const AT_ONCE = 5000;

/** What a request says of where it comes from. */
export type Seen = { readonly ip: string; readonly device?: string | undefined };
export type MarkKind = Exclude<ListedKind, 'member'>;
type Mark = { readonly personNo: number; readonly kind: MarkKind; readonly plain: string; readonly shown: string };

/**
 * What she was seen by as she plays. An app is told no number of a phone, so a device is its kind, system and screen on one network: two
 * phones of one kind behind one door look like one, which is why rules count them instead of believing one pair. An address of the house's
 * own network says nothing of anybody.
 */
export async function noteSeen(ctx: Ctx, personNo: number, seen: Seen): Promise<void> {
  await noteSeenOf(ctx, [{ personNo, seen }]);
}

/** The same of many at once. */
export async function noteSeenOf(
  ctx: Ctx,
  who: readonly { readonly personNo: number; readonly seen: Seen }[],
): Promise<void> {
  await keep(
    ctx,
    who.flatMap((one) => marksSeen(ctx, one)),
  );
}

function marksSeen(
  ctx: Ctx,
  { personNo, seen: { ip, device } }: { readonly personNo: number; readonly seen: Seen },
): Mark[] {
  const network = networkOf(ip);
  if (network === null) return [];
  const day = shanghaiDay(ctx.now());
  const told = device?.trim() ?? '';
  return [
    { personNo, kind: 'network', plain: `${day} ${ip}`, shown: network },
    ...(told === '' ? [] : [{ personNo, kind: 'device' as const, plain: `${told} ${ip}`, shown: told.slice(0, 60) }]),
  ];
}

/** Where orders of these people go, and who paid them. */
export async function noteOrders(
  ctx: Ctx,
  orders: readonly { readonly personNo: number; readonly orderId: string }[],
): Promise<void> {
  if (orders.length === 0) return;
  const marks = await readOrderMarks(
    ctx,
    orders.map(({ orderId }) => orderId),
  );
  await keep(
    ctx,
    orders.flatMap(({ personNo, orderId }) => marksOf(personNo, marks.get(orderId))),
  );
}

function marksOf(personNo: number, marks: OrderMarks | undefined): Mark[] {
  if (marks === undefined) return [];
  const { address, payer } = marks;
  return [
    ...(address === null
      ? []
      : [{ personNo, kind: 'address' as const, plain: address.whole, shown: address.district }]),
    ...(payer === null ? [] : [{ personNo, kind: 'payer' as const, plain: payer, shown: '' }]),
  ];
}

/** What may be shown of it: `118.24.*`; null where it is no address of the world. */
export function networkOf(ip: string): string | null {
  const plain = ip.replace(/^::ffff:/, '');
  if (/^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.)/.test(plain)) return null;
  if (/^(::1?$|f[cd]|fe[89ab])/i.test(plain)) return null;
  const parts = plain.includes(':') ? plain.split(':') : plain.split('.');
  return `${parts.slice(0, 2).join(plain.includes(':') ? ':' : '.')}.*`;
}

async function keep(ctx: Ctx, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const rows = marks.map(({ personNo, kind, plain, shown }) => ({
    person_no: personNo,
    kind,
    value: ctx.crypto.blindIndex(plain, `activities.mark ${kind}`),
    shown,
  }));
  await sql`
    insert into activities.mark (person_no, kind, value, shown, at)
    select person_no, kind, value, min(shown), ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (person_no int, kind text, value text, shown text)
    group by person_no, kind, value order by person_no, kind, value
    on conflict (person_no, kind, value) do update set at = excluded.at where activities.mark.at < excluded.at - interval '1 hour'
  `.execute(ctx.db);
}

export const forgetMarks: Sweep = sweep({
  name: 'activities.forget-marks',
  due: sql`(select min(at) + interval '${sql.raw(String(KEPT_DAYS))} days' from activities.mark)`,
  async run(ctx) {
    const { numAffectedRows = 0n } = await sql`
      delete from activities.mark where ctid = any(array(
        select ctid from activities.mark where at <= ${new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS)} limit ${AT_ONCE}
      ))
    `.execute(ctx.db);
    return Number(numAffectedRows);
  },
});
