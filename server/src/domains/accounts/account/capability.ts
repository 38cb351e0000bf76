import { type Words, words } from '@huoshui/contracts/words';
import type { accountCapability, accountType } from '@huoshui/contracts/words/accounts';

export type Capability = keyof typeof accountCapability;
export type Kind = { readonly type: keyof typeof accountType; readonly verified: boolean };

type Known = {
  readonly may: (kind: Kind) => boolean;
  /** How much of it, as the platform says. */
  readonly limit: (kind: Kind) => Words;
  readonly source: string;
  readonly asOf: string;
};

const DOCS = 'https://developers.weixin.qq.com/doc';
const everybody = () => true;
const certified = ({ verified }: Kind) => verified;
const certifiedService = ({ type, verified }: Kind) => verified && type === 'service';
const menus = (kind: Kind) => kind.type === 'service' || kind.verified;

/** What each kind of account may do. Rules of the platform: each says where it stands, and when that was looked up. */
export const capabilities: Readonly<Record<Capability, Known>> = {
  reply: {
    may: everybody,
    limit: () => words('5 秒内回复，平台最多来 3 次', 'Within five seconds; the platform comes three times at most'),
    source: `${DOCS}/offiaccount/Message_Management/Passive_user_reply_message`,
    asOf: '2026-11-28',
  },
  menu: {
    may: menus,
    limit: () => words('一级 3 个，每个下面 5 个', 'Three buttons, five below each'),
    source: `${DOCS}/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu`,
    asOf: '2026-11-28',
  },
  personal_menu: {
    may: certified,
    limit: () => words('按标签', 'By tag'),
    source: `${DOCS}/offiaccount/Custom_Menus/Personalized_menu_interface`,
    asOf: '2026-11-28',
  },
  custom: {
    may: certified,
    limit: () =>
      words(
        '她发消息后 48 小时内 5 条；关注、扫码、点菜单后 1 分钟内 3 条',
        'Five within 48 hours of a message of hers; three within a minute of a follow, a scan or a tap on the menu',
      ),
    source: `${DOCS}/subscription/guide/product/kf/intro`,
    asOf: '2026-11-28',
  },
  users: {
    may: certified,
    limit: () =>
      words('昵称、头像 2021 年 12 月 27 日起不再提供', 'Names and pictures have been withheld since 27 December 2021'),
    source: `${DOCS}/offiaccount/User_Management/Get_users_basic_information_UnionID`,
    asOf: '2026-11-28',
  },
  tags: {
    may: certified,
    limit: () => words('100 个标签，每人 20 个', 'A hundred tags, twenty a person'),
    source: `${DOCS}/subscription/api/usermanage/tag`,
    asOf: '2026-11-28',
  },
  mass: {
    may: certified,
    limit: ({ type }) =>
      type === 'service'
        ? words('每人每月 4 条，超出的不提示', 'Four a month a person; more are dropped without a word')
        : words('每天 1 次', 'Once a day'),
    source: `${DOCS}/offiaccount/Message_Management/Batch_Sends_and_Originality_Checks`,
    asOf: '2026-11-28',
  },
  codes: {
    may: certifiedService,
    limit: () => words('永久的最多 100 000 个', '100 000 that are good for ever'),
    source: `${DOCS}/service/Account_Management/Generating_a_Parametric_QR_Code`,
    asOf: '2026-11-28',
  },
  template: {
    may: certifiedService,
    limit: () => words('25 个模板，每天 100 000 条，只许服务通知', '25 templates, 100 000 a day, for service alone'),
    source: `${DOCS}/service/guide/product/template_message/Template_Message_Interface`,
    asOf: '2026-11-28',
  },
  notice: {
    may: certifiedService,
    limit: () => words('每次订阅发 1 条', 'One for each time she subscribed'),
    source: `${DOCS}/offiaccount/Subscription_Messages/api`,
    asOf: '2026-11-28',
  },
};

export const may = (kind: Kind, capability: Capability): boolean => capabilities[capability].may(kind);

/** How many messages, for how long, after what she did. The same for both types since the tables of 2025; older pages say 20 for a message. */
export const windows = {
  message: { count: 5, ms: 48 * 3_600_000 },
  menu: { count: 3, ms: 60_000 },
  follow: { count: 3, ms: 60_000 },
  scan: { count: 3, ms: 60_000 },
} as const;
