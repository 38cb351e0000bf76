import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { waitingFor } from '../list-wanted.ts';

/** Who waits for a SKU. */
export const waiting = people({
  name: 'interests.waiting',
  can: 'catalog.read',
  form: form({
    fields: [{ key: 'sku', label: words('规格', 'SKU'), kind: 'picker', of: 'sku' }],
    sentence: ({ sku }, names) => {
      const name = names('sku', sku) ?? words('已删除的规格', 'a SKU that is gone');
      return words(`等「${name.zh}」到货的人`, `Who waits for “${name.en}”`);
    },
  }),
  persons: async (ctx, { sku }) => waitingFor(ctx, sku),
});
