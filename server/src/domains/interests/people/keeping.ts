import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { keeping } from '../list-wanted.ts';

/** Who keeps a product. */
export const kept = people({
  name: 'interests.kept',
  can: 'catalog.read',
  form: form({
    fields: [{ key: 'product', label: words('商品', 'Product'), kind: 'picker', of: 'product' }],
    sentence: ({ product }, names) => {
      const name = names('product', product) ?? words('已删除的商品', 'a product that is gone');
      return words(`收藏「${name.zh}」的人`, `Who keeps “${name.en}”`);
    },
  }),
  persons: async (ctx, { product }) => keeping(ctx, product),
});
