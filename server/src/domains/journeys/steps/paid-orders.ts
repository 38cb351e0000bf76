import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { standings } from '../../members/index.ts';
import { countOrdersSinceEntry } from '../queries.ts';
import { question } from '../question.ts';

export const paidOrders = question({
  kind: 'paid_orders',
  words: words('下过几单', 'How many orders'),
  form: form({
    fields: [
      {
        key: 'atLeast',
        label: words('至少', 'At least'),
        kind: 'count',
        unit: words('单', 'orders'),
        min: 0,
        max: 10_000,
        initial: 1,
      },
      { key: 'sinceEntry', label: words('只数进入之后的', 'Only since the entry'), kind: 'switch', initial: true },
    ],
    sentence: ({ atLeast, sinceEntry }) =>
      sinceEntry
        ? words(`进入后又下了 ${atLeast} 单吗？`, `Since the entry: ${atLeast} orders paid?`)
        : words(`累计支付满 ${atLeast} 单吗？`, `Altogether: ${atLeast} orders paid?`),
  }),
  async ask(ctx, { values: { atLeast, sinceEntry } }, runs) {
    if (sinceEntry) {
      const counts = await countOrdersSinceEntry(ctx, runs);
      return ({ id }) => (counts.get(id) ?? 0) >= atLeast;
    }
    const counts = await standings.orderCounts(
      ctx,
      runs.map((r) => r.personNo),
    );
    return ({ personNo }) => (counts.get(personNo) ?? 0) >= atLeast;
  },
});
