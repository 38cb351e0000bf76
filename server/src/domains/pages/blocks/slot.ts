import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';

export const slot = blockKind({
  kind: 'slot',
  hint: words(
    '弹窗与资源位里放在这个页面的，按人群和频次',
    'What pop-ups and slots place on this page, by people and frequency',
  ),
  group: 'hers',
  on: ['home', 'me'],
  form: form({ fields: [], sentence: () => words('这一页的资源位', 'The slots of this page') }),
  async fill(ctx, { ports, her, place }, asked) {
    const items = await ports.placed(ctx, her, place);
    // An empty one is there all the same: pop-ups and icons that come later hang on it.
    return new Map(asked.map(({ key }) => [key, { content: { kind: 'slot' as const, items } }]));
  },
});
