import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Carrier } from './carrier.ts';

export type CarrierList = {
  readonly carriers: readonly Carrier[];
  /** Null until WeChat has told it once: then nobody can say that a carrier is not on it. */
  readonly readAt: Date | null;
};

/** The platform's list of carriers as we last read it, the most used first while it was never read. */
export async function readCarriers(ctx: Ctx): Promise<CarrierList> {
  const { rows } = await sql<{ carriers: Carrier[]; readAt: Date | null }>`
    select carriers, read_at from orders.carrier_list
  `.execute(ctx.db);
  const [row] = rows;
  return row?.readAt ? row : { carriers: mostUsed, readAt: null };
}

/** Taste: what fits into a field's suggestions. */
const MOST_SHOWN = 20;

/** For the form: those that match, the most used before the thousand others. */
export async function searchCarriers(ctx: Ctx, q = ''): Promise<{ items: Carrier[] }> {
  const { carriers } = await readCarriers(ctx);
  const wanted = q.trim().toLowerCase();
  const matching = carriers.filter(
    ({ code, name }) => wanted === '' || name.toLowerCase().includes(wanted) || code.toLowerCase() === wanted,
  );
  const rank = new Map(mostUsed.map(({ code }, index) => [code, index]));
  const place = ({ code }: Carrier) => rank.get(code) ?? rank.size;
  return { items: matching.sort((a, b) => place(a) - place(b)).slice(0, MOST_SHOWN) };
}

const mostUsed: readonly Carrier[] = [
  { code: 'SF', name: '顺丰速运' },
  { code: 'JD', name: '京东快递' },
  { code: 'ZTO', name: '中通快递' },
  { code: 'YTO', name: '圆通速递' },
  { code: 'YD', name: '韵达速递' },
  { code: 'STO', name: '申通快递' },
  { code: 'JTSD', name: '极兔速递' },
  { code: 'DBL', name: '德邦快递' },
  { code: 'EMS', name: 'EMS' },
  { code: 'YZPY', name: '邮政快递包裹' },
];
