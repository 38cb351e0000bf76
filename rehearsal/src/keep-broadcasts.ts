import { type Api, tolerate } from './api.ts';
import { breakfastAccount, mainAccount } from './shop/account-rules.ts';
import type { Goods } from './world.ts';

/** Every other week an account says something to its followers. Taste. */
const EVERY_DAYS = 14;
const SAID_ON = 11;

type Said = { readonly account: string; readonly tag: string | null; readonly text: string; readonly label: string };

const SAID: readonly [Said, ...Said[]] = [
  {
    account: mainAccount,
    tag: null,
    text: '这周新到的几样，都是产地直接送来的。中午前下单，今天送到。',
    label: '看看新到的',
  },
  {
    account: breakfastAccount,
    tag: null,
    text: '本周早餐：燕麦牛奶、鸡蛋三明治、小米粥。缺哪样，点下面补齐。',
    label: '补齐这周的早餐',
  },
  {
    account: mainAccount,
    tag: '爱做早餐',
    text: '爱做早餐的看过来：常买的这样今天到货，留给你。',
    label: '留给我',
  },
];

/** What official accounts of the shop say to all who follow them, or to those with a tag. */
export async function keepBroadcasts(api: Api, cookie: string, day: number, goods: readonly Goods[]): Promise<void> {
  if (day % EVERY_DAYS !== SAID_ON) return;
  const turn = Math.floor(day / EVERY_DAYS);
  const { account: name, tag, text, label } = SAID[turn % SAID.length] ?? SAID[0];
  const { items } = await api('GET /api/admin/official-accounts', { cookie, query: {} });
  const account = items.find((one) => one.name === name)?.id;
  const product = goods[(day + 5) % Math.max(1, goods.length)];
  if (account === undefined || product === undefined) return;
  const values = {
    ...{ name: `模拟公众号群发 ${turn + 1}`, account, to: tag === null ? 'everybody' : 'tag', tag, text, label },
    ...{ page: `catalog/pages/product?id=${product.productId}`, day: null, minute: null },
  };
  // A story whose shop is opened twice says it once.
  await tolerate(async () => {
    const { id } = await api('POST /api/admin/account-broadcasts', { cookie, body: { values } });
    await api('POST /api/admin/account-broadcasts/:id/start', { cookie, params: { id } });
  });
}
