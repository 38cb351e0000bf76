import { type Words, words } from '@huoshui/contracts/words';
import { activityState } from '@huoshui/contracts/words/activities';
import { segmentState } from '@huoshui/contracts/words/audiences';
import { articleState } from '@huoshui/contracts/words/content';
import { templateState } from '@huoshui/contracts/words/coupons';
import { distributorState } from '@huoshui/contracts/words/distribution';
import { experimentState } from '@huoshui/contracts/words/experiments';
import { leaderState } from '@huoshui/contracts/words/leaders';
import type { Permission } from '@huoshui/contracts/words/permissions';
import { posterState } from '@huoshui/contracts/words/posters';
import { quizState } from '@huoshui/contracts/words/quizzes';
import { api } from '../ground/api.ts';
import { formatYuan } from '../ui/format.ts';

export type Thing = {
  readonly key: string;
  readonly title: string;
  readonly note: Words | string;
  readonly to: string;
};
type Kind = {
  readonly group: Words;
  readonly needs: Permission;
  readonly find: (query: { readonly q: string; readonly limit: number }) => Promise<readonly Thing[]>;
};

/**
 * What the palette finds by a word, each by the list that has it: a name, a phone, a number. Orders come last: they are found by what
 * was bought as well.
 */
export const thingsToFind: readonly Kind[] = [
  {
    group: words('会员', 'Members'),
    needs: 'members.read',
    find: async (query) =>
      (await api('GET /api/admin/members', { query })).items.map((row) => ({
        key: row.id,
        title: row.nickname,
        note: row.phoneMasked ?? '',
        to: `/members/${row.id}`,
      })),
  },
  {
    group: words('商品', 'Products'),
    needs: 'catalog.read',
    find: async (query) =>
      (await api('GET /api/admin/products', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: formatYuan(row.priceFrom),
        to: `/products/${row.id}`,
      })),
  },
  {
    group: words('人群', 'Segments'),
    needs: 'audiences.read',
    find: async (query) =>
      (await api('GET /api/admin/segments', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: segmentState[row.state],
        to: `/segments/${row.id}`,
      })),
  },
  {
    group: words('旅程', 'Journeys'),
    needs: 'journeys.read',
    find: async (query) =>
      (await api('GET /api/admin/journeys', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: '',
        to: `/journeys/${row.id}`,
      })),
  },
  {
    group: words('优惠券', 'Coupons'),
    needs: 'coupons.read',
    find: async (query) =>
      (await api('GET /api/admin/coupons', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: templateState[row.state],
        to: `/coupons/${row.id}`,
      })),
  },
  {
    group: words('优惠活动', 'Promotions'),
    needs: 'pricing.read',
    find: async (query) =>
      (await api('GET /api/admin/promotions', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: '',
        to: `/promotions/${row.id}`,
      })),
  },
  {
    group: words('活动', 'Activities'),
    needs: 'activities.read',
    find: async (query) =>
      (await api('GET /api/admin/activities', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: activityState[row.state],
        to: `/activities/${row.id}`,
      })),
  },
  {
    group: words('海报', 'Posters'),
    needs: 'activities.read',
    find: async (query) =>
      (await api('GET /api/admin/posters', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: posterState[row.state],
        to: `/posters/${row.id}`,
      })),
  },
  {
    group: words('文章与食谱', 'Articles and recipes'),
    needs: 'pages.read',
    find: async (query) =>
      (await api('GET /api/admin/articles', { query })).items.map((row) => ({
        key: row.id,
        title: row.title,
        note: articleState[row.state],
        to: `/articles/${row.id}`,
      })),
  },
  {
    group: words('趣味测试', 'Quizzes'),
    needs: 'activities.read',
    find: async (query) =>
      (await api('GET /api/admin/quizzes', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: quizState[row.state],
        to: `/quizzes/${row.id}`,
      })),
  },
  {
    group: words('分销员', 'Distributors'),
    needs: 'distribution.read',
    find: async (query) =>
      (await api('GET /api/admin/distributors', { query })).items.map((row) => ({
        key: row.id,
        title: row.person.nickname || row.person.memberId,
        note: distributorState[row.state],
        to: `/distributors/${row.id}`,
      })),
  },
  {
    group: words('团长', 'Leaders'),
    needs: 'leaders.read',
    find: async (query) =>
      (await api('GET /api/admin/leaders', { query })).items.map((row) => ({
        key: row.id,
        title: row.person.nickname || row.person.memberId,
        note: leaderState[row.state],
        to: `/leaders/${row.id}`,
      })),
  },
  {
    group: words('实验', 'Experiments'),
    needs: 'placements.read',
    find: async (query) =>
      (await api('GET /api/admin/experiments', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: experimentState[row.state],
        to: `/experiments/${row.id}`,
      })),
  },
  {
    group: words('弹窗与资源位', 'Placements'),
    needs: 'placements.read',
    find: async (query) =>
      (await api('GET /api/admin/placements', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: '',
        to: `/placements/${row.id}`,
      })),
  },
  {
    group: words('渠道码', 'Codes'),
    needs: 'codes.read',
    find: async (query) =>
      (await api('GET /api/admin/codes', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: row.channel,
        to: `/codes/${row.id}`,
      })),
  },
  {
    group: words('门店', 'Stores'),
    needs: 'stores.read',
    find: async (query) =>
      (await api('GET /api/admin/stores', { query })).items.map((row) => ({
        key: row.id,
        title: row.name,
        note: '',
        to: `/stores/${row.id}`,
      })),
  },
  {
    group: words('订单', 'Orders'),
    needs: 'orders.read',
    find: async (query) =>
      (await api('GET /api/admin/orders', { query })).items.map((row) => ({
        key: row.id,
        title: row.number,
        note: `${row.memberName} · ${formatYuan(row.payable)}`,
        to: `/orders/${row.id}`,
      })),
  },
];
