import type { Api } from './api.ts';

/** What leads the coupons of home: little from little on, or more from more on. Which brings more orders is what the shop wants to know. */
const [STANDS, TRIED] = ['new-member', 'big-basket'];
const BESIDE = ['fruit-day', 'bakery-ninety', 'free-shipping'];

/** Home as the shop comes with it, as a page of its own, and a test of two coupon amounts on it that has just begun. */
export async function loadHome(api: Api, cookie: string, coupons: ReadonlyMap<string, string>): Promise<void> {
  const led = (by: string) => [by, ...BESIDE].flatMap((key) => coupons.get(key) ?? []);
  const { id, name, blocks } = await api('POST /api/admin/pages', {
    cookie,
    body: { name: '活水鲜生首页', kind: 'home' },
  });
  const made = blocks.map((block) =>
    block.kind === 'coupons'
      ? { ...block, values: { ...block.values, title: '先领券再买', coupons: led(STANDS) } }
      : block,
  );
  const { saves } = await api('PUT /api/admin/pages/:id', { cookie, params: { id }, body: { name, blocks: made } });
  const term = { startsAt: null, endsAt: null };
  await api('POST /api/admin/pages/:id/publication', { cookie, params: { id }, body: { saves, ...term } });
  const tested = made.find(({ kind }) => kind === 'coupons');
  if (tested === undefined) return;
  const experiment = await api('POST /api/admin/experiments', {
    cookie,
    body: {
      subject: { kind: 'page_block', id: `${id}.${tested.key}` },
      values: {
        name: '首页领头的券送多少',
        question: '满 39 减 10，还是满 129 减 20，带来的单多',
        controlParts: 1,
        arms: [{ name: '满 129 减 20', parts: 1 }],
        metric: 'bought',
        guards: ['revenue'],
        least: 10,
        within: 7,
        share: 100,
        layer: null,
      },
      versions: [{ ...tested.values, coupons: led(TRIED) }],
    },
  });
  await api('POST /api/admin/experiments/:id/start', { cookie, params: { id: experiment.id } });
}
