export const mainAccount = '活水鲜生服务号';
export const breakfastAccount = '活水早餐';
/** What readers send to the main account. */
export const breakfastWord = '早餐表';

/** What those who came to an account hear afterwards, and how: as long as the chat is open there, later by a notice that she allowed. */
export const accountJourney = {
  message: 'bestSellers',
  first: ['account_kf', 'inbox'],
  later: ['account_notice', 'inbox'],
} as const;

type DemoRule = {
  readonly name: string;
  /** By its name among the accounts that the sandbox plays. */
  readonly on: {
    readonly account: string;
    readonly what: 'follow' | 'keyword' | 'other';
    readonly words?: readonly string[];
  };
  readonly reply: string;
  /** Another account, or a contact way by its name. */
  readonly leads?: { readonly account: string } | { readonly way: string };
  readonly label?: string;
  readonly tag?: string;
};

/** The main account's keyword sends readers to the breakfast account, and that one to a member of staff. */
export const demoAccountRules: readonly DemoRule[] = [
  {
    name: '主号欢迎',
    on: { account: mainAccount, what: 'follow' },
    reply: `欢迎来活水鲜生。回复「${breakfastWord}」领一周早餐表，想买什么点小程序就到。`,
  },
  {
    name: '早餐表引到早餐号',
    on: { account: mainAccount, what: 'keyword', words: [breakfastWord, '早餐'] },
    reply: '一周早餐表在早餐号里，每天早上还有当天的做法。',
    leads: { account: breakfastAccount },
    label: '关注活水早餐，领一周早餐表',
    tag: '爱做早餐',
  },
  {
    name: '早餐号欢迎',
    on: { account: breakfastAccount, what: 'follow' },
    reply: '一周早餐表：周一燕麦牛奶，周二鸡蛋三明治，周三小米粥，周四酸奶水果，周五馄饨。',
    leads: { way: '模拟静安店 导购' },
    label: '加导购，食材替你配好',
  },
  {
    name: '主号没听懂',
    on: { account: mainAccount, what: 'other' },
    reply: `没太明白。回复「${breakfastWord}」领早餐表，或者直接在小程序里搜想买的。`,
  },
];
