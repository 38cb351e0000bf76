import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  titleField,
  {
    key: 'coupons',
    label: words('优惠券', 'Coupons'),
    kind: 'picker',
    of: 'coupon',
    many: 10,
    optional: true,
    hint: words('不选就是领券中心里给她的所有券', 'None: all that she may take'),
  },
] as const satisfies readonly Field[];

export const coupons = blockKind({
  kind: 'coupons',
  hint: words(
    '横向一排，点一下就领；她领不到的不出现',
    'A strip of them, taken by a tap; what she may not have is not there',
  ),
  group: 'offers',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ coupons }) =>
      coupons === null || coupons.length === 0
        ? words('她能领的所有券', 'All that she may take')
        : words(`${coupons.length} 张选好的券`, `${coupons.length} chosen coupons`),
  }),
  async fill(ctx, { ports, her }, asked) {
    const [hers = []] = await ports.coupons(ctx, [her]);
    const open = hers.filter(({ state }) => state !== 'ended');
    return new Map(
      asked.map(({ key, values: { title, coupons } }) => {
        const ids = coupons ?? [];
        const items = ids.length === 0 ? open : ids.flatMap((id) => open.find((one) => one.templateId === id) ?? []);
        return [
          key,
          items.length > 0
            ? { content: { kind: 'coupons' as const, title: title ?? '', items } }
            : { absent: words('没有她能领的券', 'There is none that she may take') },
        ];
      }),
    );
  },
});
