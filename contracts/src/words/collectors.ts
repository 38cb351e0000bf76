import { words } from '../words.ts';

/** Whose SDK sends. */
export const collectorVendor = {
  sensors: words('神策分析', 'Sensors Analytics'),
  segment: words('Segment', 'Segment'),
  posthog: words('PostHog', 'PostHog'),
  growingio: words('GrowingIO', 'GrowingIO'),
} as const;
export type CollectorVendor = keyof typeof collectorVendor;

/** Where the key lies: what lies in a page or an app can be read by anybody, and is believed less. */
export const collectorPlace = {
  client: words(
    '网页、小程序或 App 里（任何人都能看到）',
    'In pages, mini programs or apps, where anybody can read it',
  ),
  server: words('自己的服务器上（保密）', 'On your own servers, kept secret'),
} as const;

/** What the id of a user is here. */
export const collectorNaming = {
  nobody: words('不对应会员，只当访客', 'No member: visitors only'),
  member_id: words('会员编号（mem_…）', 'The id of a member (mem_…)'),
  unionid: words('微信 unionid', 'WeChat’s unionid'),
  phone: words('手机号', 'A phone number'),
} as const;

/** Which names of events are taken. */
export const collectorListing = {
  all: words('全部接收', 'All'),
  block: words('屏蔽名单里的', 'All but those listed'),
  allow: words('只收名单里的', 'Those listed alone'),
} as const;

/** Why something was not taken. */
export const collectorRefusal = {
  bad_wire: words('内容读不出来', 'Cannot be read'),
  encrypted: words('加密的，读不了', 'Encrypted, cannot be read'),
  too_many: words('一次事件太多', 'Too many events at once'),
  too_large: words('请求太大', 'Too large'),
  revoked: words('密钥已停用', 'The key was revoked'),
  old_key: words('密钥已更换', 'The key was replaced'),
  other_vendor: words('发到了别家 SDK 的地址', 'Sent to another SDK’s address'),
  bad_event: words('不是一条事件', 'Not an event'),
  bad_name: words('事件名不合规', 'The name cannot be one'),
  bad_time: words('时间看不懂', 'The time is none'),
  too_old: words('早于 30 天', 'Older than 30 days'),
  no_id: words('没有用户编号，或只是占位（undefined、null）', 'Of nobody, or of a placeholder (undefined, null)'),
  blocked: words('事件名被屏蔽', 'Its name is blocked'),
  not_allowed: words('事件名不在接收名单里', 'Its name is not among those taken'),
  too_many_visitors: words('今天的新访客已到上限', 'The new visitors of this day are used up'),
  unsupported: words('这类内容不接收', 'Of a kind that is not taken'),
  of_another: words('这个编号已属于另一个人', 'This id is another person’s already'),
  attribute_unregistered: words('属性没有登记', 'The attribute is not registered'),
  attribute_of_nobody: words('属性不属于任何会员', 'The attribute is no member’s'),
  attribute_from_client: words('公开的密钥不能改会员属性', 'A public key changes no member'),
  attribute_value: words('属性值不能作标签', 'Its value cannot be a tag'),
} as const;
export type CollectorRefusal = keyof typeof collectorRefusal;

/** What was changed of events that were taken. */
export const collectorNote = {
  clock_ahead: words('时间在将来，改为收到时间', 'In the future: set to when it came'),
  no_time: words('没有时间，用收到时间', 'Without a time: when it came'),
  props_cut: words('属性太多或太长，略去一部分', 'Properties too many or too long: some were left out'),
  renamed: words('与系统事件重名，加了来源前缀', 'Named like an event of the shop’s own: got its vendor’s prefix'),
} as const;
export type CollectorNote = keyof typeof collectorNote;
