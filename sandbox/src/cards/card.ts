import { isRecord, type Json, parseRecord, recordOf, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';

/** A service card: the code is the platform's number of a payment. */
export type Card = {
  readonly transactionId: string;
  readonly notifyType: number;
  readonly content: string;
  readonly status: number;
  readonly activatedAt: string;
  readonly ext: string | null;
};
export const cards: TableShape<Card> = { name: 'cards' };

/**
 * 2001 购物（实体物流）服务动态, as far as the public page of the template says it: the states, and from which each may come. What
 * comes after 已发货 is not in it, so it is refused here as a state that the card does not have.
 */
const states: { readonly [status: number]: { readonly name: string; readonly from: readonly number[] } } = {
  1: { name: '用户已支付', from: [] },
  2: { name: '待发货', from: [1] },
  3: { name: '部分发货', from: [1, 2, 3] },
  4: { name: '已发货', from: [1, 2, 3] },
};
/** A card begins with one of these. */
const first = [1, 2];

export type CardContent = { readonly status: number; readonly name: string; readonly page: string };

/** Null for what the template does not allow, or not after `before`. */
export function readContent(text: string | undefined, before: number | null): CardContent | null {
  const content = parseRecord(text ?? '');
  const status = content?.cur_status;
  if (!content || typeof status !== 'number') return null;
  const state = states[status];
  const page = textOf(content, 'wxa_path_query');
  if (!state || page === undefined) return null;
  if (before === null ? !first.includes(status) : !state.from.includes(before)) return null;
  if (status <= 2 && !hasGoods(content)) return null;
  return { status, name: state.name, page };
}

function hasGoods(content: Json): boolean {
  const list = recordOf(content, 'product_list')?.info_list;
  return (
    Number.isInteger(content.product_count) &&
    Array.isArray(list) &&
    list.length > 0 &&
    list.every(
      (one) =>
        isRecord(one) &&
        [one.product_img, one.product_name, one.product_path_query].every(
          (text) => typeof text === 'string' && text !== '',
        ),
    )
  );
}
