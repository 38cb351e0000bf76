import { type Words, words } from '@huoshui/contracts/words';
import { formatYuan } from '../../ui/format.ts';

/** One value that a change touched: where it stands, what was saved there before (null: nothing known), and what now. */
export type Difference = { readonly at: Words; readonly before: Words | null; readonly after: Words };

const MOST = 60;

/**
 * What an entry of the audit log changed, as a person reads it: against the save before it where there was one, else
 * everything that was given. What stayed as it was is left out.
 */
export function differencesOf(before: unknown, details: unknown): readonly Difference[] {
  const known = before === null || before === undefined ? null : flat(before);
  const given = details === null || details === undefined ? new Map<string, Plain>() : flat(details);
  const gone = known === null ? [] : [...known.keys()].filter((at) => !given.has(at) && partOf(at, given));
  return [...given.keys(), ...gone]
    .filter((at) => known === null || known.get(at) !== given.get(at))
    .slice(0, MOST)
    .map((at) => ({
      at: nameOf(at),
      before: known === null ? null : said(at, known.get(at)),
      after: said(at, given.get(at)),
    }));
}

/** Of a list that was given anew, what is no longer in it is a change; a field that was left out is none. */
function partOf(at: string, given: ReadonlyMap<string, unknown>): boolean {
  const [head] = at.split('.');
  return [...given.keys()].some((one) => one.split('.')[0] === head);
}

type Plain = string | number | boolean | null;

/** Each single value by its path; lists of single values are one value. */
function flat(value: unknown): Map<string, Plain> {
  const found = new Map<string, Plain>();
  const walk = (part: unknown, at: string) => {
    if (isPlain(part)) found.set(at, part);
    else if (Array.isArray(part) && part.every(isPlain)) found.set(at, part.map(String).join(' / '));
    else if (typeof part === 'object' && part !== null)
      for (const [key, one] of Object.entries(part)) walk(one, at === '' ? key : `${at}.${key}`);
  };
  walk(value, '');
  return found;
}

function isPlain(part: unknown): part is Plain {
  return part === null || ['string', 'number', 'boolean'].includes(typeof part);
}

function said(at: string, value: Plain | undefined): Words {
  if (value === undefined || value === null || value === '') return words('–', '–');
  if (typeof value === 'boolean') return value ? words('是', 'Yes') : words('否', 'No');
  const key = at.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  const text = typeof value === 'number' && MONEY.test(key) ? formatYuan(value) : String(value);
  return words(text, text);
}

const MONEY = /^(price|memberPrice|listPrice|costPrice|amount|fee|freeFrom|threshold|off|cap|limit|shippingFee)$/;

/** `skus.0.price` → 规格 1 · 价格. A key without a word of its own stands as it is. */
function nameOf(at: string): Words {
  const parts = at.split('.').filter((part) => part !== 'values' && part !== '');
  const named = parts.map((part) =>
    /^\d+$/.test(part) ? words(String(Number(part) + 1), String(Number(part) + 1)) : (names[part] ?? words(part, part)),
  );
  return words(named.map(({ zh }) => zh).join(' · ') || '内容', named.map(({ en }) => en).join(' · ') || 'Content');
}

const names: Readonly<Record<string, Words>> = {
  name: words('名称', 'Name'),
  login: words('账号', 'Account'),
  role: words('角色', 'Role'),
  disabled: words('停用', 'Disabled'),
  password: words('密码', 'Password'),
  reason: words('原因', 'Reason'),
  reply: words('回复', 'Reply'),
  approve: words('同意', 'Approved'),
  state: words('状态', 'State'),
  status: words('状态', 'Status'),
  address: words('来自', 'From'),
  title: words('标题', 'Title'),
  subtitle: words('副标题', 'Subtitle'),
  description: words('详情', 'Description'),
  images: words('图片', 'Pictures'),
  tags: words('标签', 'Tags'),
  categoryId: words('分类', 'Category'),
  parentId: words('上级分类', 'Parent'),
  sort: words('排序', 'Order'),
  skus: words('规格', 'SKU'),
  options: words('规格项', 'Options'),
  code: words('编码', 'Code'),
  price: words('价格', 'Price'),
  memberPrice: words('会员价', 'Member price'),
  listPrice: words('划线价', 'List price'),
  costPrice: words('成本价', 'Cost'),
  onHand: words('库存', 'Stock'),
  limitPerOrder: words('每单限购', 'At most an order'),
  change: words('增减', 'Change'),
  quantity: words('数量', 'Quantity'),
  company: words('快递公司', 'Carrier'),
  waybill: words('运单号', 'Waybill'),
  threshold: words('门槛', 'From'),
  off: words('减', 'Off'),
  percentOff: words('折扣(%)', 'Percent off'),
  cap: words('最多减', 'At most'),
  limit: words('上限', 'Limit'),
  closed: words('关闭', 'Closed'),
  total: words('总量', 'Total'),
  perMember: words('每人限领', 'Each member'),
  startsAt: words('开始', 'Starts'),
  endsAt: words('结束', 'Ends'),
  from: words('从', 'From'),
  to: words('到', 'To'),
  kind: words('类型', 'Kind'),
  note: words('备注', 'Note'),
  notice: words('公告', 'Notice'),
  servicePhone: words('客服电话', 'Phone'),
  hotWords: words('热搜词', 'Hot words'),
  fee: words('运费', 'Fee'),
  freeFrom: words('满多少包邮', 'Free from'),
  payMinutes: words('付款时限(分钟)', 'Minutes to pay'),
  receiveDays: words('自动收货(天)', 'Days to receipt'),
  refundDays: words('可退天数', 'Days to refund'),
  memberId: words('会员', 'Member'),
  otherId: words('另一个会员', 'Other member'),
};
