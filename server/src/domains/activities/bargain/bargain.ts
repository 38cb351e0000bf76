import type { BargainState } from '@huoshui/contracts/words/bargains';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { findSkus, sellsFor } from '../../catalog/index.ts';
import type { ActivityRow } from '../activity.ts';
import type { OwnValues } from '../activity-form.ts';
import type { EntryRow } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import type { BargainTerms } from '../play.ts';
import { playOf } from '../plays.ts';
import { findTerms } from '../queries.ts';
import { cutOf } from './cut.ts';

const HOUR_MS = 3_600_000;

export type BargainRow = {
  readonly entryNo: number;
  readonly skuId: string;
  readonly list: number;
  readonly floor: number;
  readonly cuts: number;
  readonly endsAt: Date;
  readonly state: 'open' | 'ordered' | 'bought';
  readonly orderId: string | null;
  /** What friends took off so far, and how many they are. */
  readonly off: number;
  readonly helped: number;
};

/** What a bargain is; null where it is no such play. */
export function bargainTermsOf({ play }: Pick<ActivityRow, 'play'>, own: OwnValues): BargainTerms | null {
  return playOf(play).bargain?.(own) ?? null;
}

/** She begins hers: from what it costs now, for its hours and no longer than the activity. Throws `activities.bargain_gone`. */
export async function beginBargain(ctx: Ctx, activity: ActivityRow, entry: EntryRow): Promise<void> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const terms = bargainTermsOf(activity, own);
  if (terms === null) return;
  const sku = (await findSkus(ctx, [terms.sku])).get(terms.sku);
  if (!sku?.onSale || sku.available <= 0 || sellsFor(sku) <= terms.floor) throw activityErrors.error('bargain_gone');
  const endsAt = new Date(Math.min(ctx.now().getTime() + terms.hours * HOUR_MS, activity.endsAt.getTime()));
  await sql`
    insert into activities.bargain (entry_no, sku_id, list, floor, cuts, ends_at, state)
    values (${entry.no}, ${terms.sku}, ${sellsFor(sku)}, ${terms.floor}, ${terms.cuts}, ${endsAt}, 'open') on conflict do nothing
  `.execute(ctx.db);
}

/** Those of these entries, with what friends took off. */
export async function bargainsOf(ctx: Ctx, entryNos: readonly number[]): Promise<ReadonlyMap<number, BargainRow>> {
  if (entryNos.length === 0) return new Map();
  const { rows } = await sql<BargainRow>`
    select b.entry_no, b.sku_id, b.list, b.floor, b.cuts, b.ends_at, b.state, b.order_id, p.off, p.helped
    from activities.bargain b cross join lateral (
      select coalesce(sum(amount), 0)::int as off, count(*) filter (where amount > 0)::int as helped
      from activities.progress where entry_no = b.entry_no
    ) p where b.entry_no = any(${[...entryNos]}::bigint[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.entryNo, row]));
}

export function bargainStateOf({ state, list, floor, off, endsAt }: BargainRow, now: Date): BargainState {
  if (state !== 'open') return state;
  if (now >= endsAt) return 'over';
  return list - off <= floor ? 'floor' : 'open';
}

/** What she pays when she orders it now. */
export const priceOf = ({ list, floor, off }: BargainRow): number => Math.max(floor, list - off);

/** What a friend's tap counts: one, or in a bargain what it takes off; 0 where nothing can be taken off any more. The entry is held. */
export async function worthOfHelp(
  ctx: Ctx,
  { entry, activity, isNew }: { readonly entry: EntryRow; readonly activity: ActivityRow; readonly isNew: boolean },
): Promise<number> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const terms = bargainTermsOf(activity, own);
  if (terms === null) return 1;
  const row = (await bargainsOf(ctx, [entry.no])).get(entry.no);
  if (row === undefined || bargainStateOf(row, ctx.now()) !== 'open') return 0;
  const left = row.list - row.floor - row.off;
  return cutOf({ seed: entry.id, n: row.helped + 1, left, more: row.cuts - row.helped, isNew, bonus: terms.bonus });
}
