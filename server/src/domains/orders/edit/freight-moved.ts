import { placeText } from '@huoshui/contracts/place';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { formatYuan } from '../../../platform/money.ts';
import { findSkus } from '../../catalog/index.ts';
import { freight, type Place } from '../../pricing/index.ts';
import { readLines } from '../read.ts';

/**
 * What an order's way to another place means for its freight: it costs more or less there by today's terms, or some of it is not sent there
 * at all. Null where neither is so. The order keeps its price: whoever moves it decides what to do about it.
 */
export async function freightMoved(ctx: Ctx, id: string, from: Place | null, to: Place): Promise<Words | null> {
  const lines = (await readLines(ctx, [id])).flatMap(({ skuId, quantity, payable, name }) =>
    skuId === null ? [] : [{ skuId, quantity, payable, name }],
  );
  const skus = await findSkus(
    ctx,
    lines.map(({ skuId }) => skuId),
  );
  const sent = lines.flatMap(({ skuId, quantity }) => {
    const sku = skus.get(skuId);
    return sku ? [{ skuId, quantity, weight: sku.weight, freightTemplateId: sku.freightTemplateId }] : [];
  });
  const terms = await freight.terms(ctx, Promise.resolve([...skus.values()]));
  const goods = lines.reduce((sum, { payable }) => sum + payable, 0);
  const at = (place: Place | null) => {
    const { rule, undeliverable } = freight.of(terms, sent, place);
    return { fee: freight.fee(rule, { unit: goods, current: goods }), undeliverable };
  };
  const [before, now] = [at(from), at(to)];
  const refused = lines.filter(({ skuId }) => now.undeliverable.includes(skuId)).map(({ name }) => name);
  if (refused.length > 0)
    return words(
      `“${refused.join('、')}”按运费模板不配送到${placeText(to)}，请确认能寄到`,
      `By its freight template "${refused.join('", "')}" is not delivered to ${placeText(to)}: make sure that it can be sent`,
    );
  if (before.fee === now.fee) return null;
  const [was, is] = [formatYuan(before.fee), formatYuan(now.fee)];
  return words(
    `按运费模板，寄到新地址 ¥${is}，原地址 ¥${was}；订单金额不变，差额请和买家商量`,
    `By its freight template it costs ¥${is} to the new place, ¥${was} to the old one; the order keeps its price: agree the difference with her`,
  );
}
