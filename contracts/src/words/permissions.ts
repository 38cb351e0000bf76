import { valuesOf, type Words, words } from '../words.ts';

/** What a permission can be about: a route asks for `<area>.read` or `<area>.write`. A domain that has its own adds a line. */
export const area = {
  catalog: words('商品', 'Products'),
  orders: words('订单', 'Orders'),
  money: words('对账', 'Reconciliation'),
  stores: words('门店', 'Stores'),
  store_stock: words('门店库存', 'Store stock'),
  pickups: words('门店核销', 'Store desks'),
  members: words('会员', 'Members'),
  codes: words('渠道码', 'Codes'),
  audiences: words('人群', 'Audiences'),
  pricing: words('优惠活动', 'Promotions'),
  coupons: words('优惠券', 'Coupons'),
  benefits: words('权益', 'Benefits'),
  loyalty: words('积分', 'Points'),
  reviews: words('评价', 'Reviews'),
  messaging: words('消息', 'Messages'),
  journeys: words('旅程', 'Journeys'),
  activities: words('活动', 'Activities'),
  distribution: words('分销', 'Distribution'),
  leaders: words('团长', 'Leaders'),
  placements: words('弹窗与资源位', 'Pop-ups and slots'),
  pages: words('页面', 'Pages'),
  scrm: words('企业微信', 'WeCom'),
  accounts: words('公众号', 'Official accounts'),
  todos: words('待办', 'To-dos'),
  webhooks: words('外部接口', 'Webhooks'),
  analytics: words('分析', 'Analytics'),
  imports: words('导入', 'Imports'),
  settings: words('设置', 'Settings'),
  operators: words('操作员', 'Operators'),
  audit: words('操作日志', 'Audit log'),
  api_keys: words('API 密钥', 'API keys'),
} as const;

export type Area = keyof typeof area;
export type Permission = `${Area}.${'read' | 'write'}`;

/** Where a change in the audit log was made: in an area, or in one's own session or the task centre, which everybody has. */
export const auditArea = {
  ...area,
  session: words('登录', 'Sign-in'),
  tasks: words('后台任务', 'Tasks'),
} as const;

/** What no API key has, whoever made it: who may do what is decided by people who are signed in. */
export const neverByKey: readonly Permission[] = ['operators.write', 'audit.write', 'api_keys.read', 'api_keys.write'];

export function permissionWords(permission: Permission): Words {
  const [about, deed] = permission.split('.');
  const what = Object.entries(area).find(([name]) => name === about)?.[1] ?? words(permission, permission);
  return deed === 'write'
    ? words(`修改${what.zh}`, `change ${what.en.toLowerCase()}`)
    : words(`查看${what.zh}`, `see ${what.en.toLowerCase()}`);
}

export const permissions: readonly Permission[] = valuesOf(area).flatMap(
  (name) => [`${name}.read`, `${name}.write`] as const,
);

/** Each with its words, as a key has them. */
export const permission: Readonly<Record<string, Words>> = Object.fromEntries(
  permissions.map((one) => [one, permissionWords(one)]),
);
