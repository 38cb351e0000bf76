import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { EVERYWHERE } from '../place.ts';

const MOST = 8;

export const categories = blockKind({
  kind: 'categories',
  hint: words('一级分类的圆形入口，最多八个', 'The top categories as round pictures, eight at most'),
  group: 'goods',
  on: EVERYWHERE,
  form: form({ fields: [], sentence: () => words('一级分类', 'Top categories') }),
  async fill(ctx, { ports }, asked) {
    const items = (await ports.categories(ctx))
      .filter(({ parentId }) => parentId === null)
      .slice(0, MOST)
      .map(({ id, name, icon }) => ({ id, name, icon }));
    const filled =
      items.length > 0
        ? { content: { kind: 'categories' as const, items } }
        : { absent: words('还没有分类', 'There is no category yet') };
    return new Map(asked.map(({ key }) => [key, filled]));
  },
});
