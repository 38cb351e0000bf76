import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { EVERYWHERE } from '../place.ts';

export const activities = blockKind({
  kind: 'activities',
  hint: words('正在进行、给她看的所有活动', 'All activities that are on and shown to her'),
  group: 'offers',
  on: EVERYWHERE,
  form: form({ fields: [], sentence: () => words('她能参加的活动', 'Activities for her') }),
  async fill(ctx, { ports, her }, asked) {
    const items = (await ports.activities(ctx, her)).map(({ goods: _, ...one }) => one);
    const filled =
      items.length > 0
        ? { content: { kind: 'activities' as const, items } }
        : { absent: words('现在没有给她的活动', 'No activity is on for her now') };
    return new Map(asked.map(({ key }) => [key, filled]));
  },
});
