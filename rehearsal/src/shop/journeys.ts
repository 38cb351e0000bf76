import { accountJourney } from './account-rules.ts';

type DemoNode = {
  readonly key: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly ways: Readonly<Record<string, string | null>>;
};

type DemoJourney = {
  readonly key: string;
  readonly name: string;
  readonly definition: {
    readonly trigger: { readonly kind: string; readonly values: Readonly<Record<string, unknown>> };
    readonly start: string;
    readonly nodes: readonly DemoNode[];
    readonly goal: { readonly kind: string; readonly values: Readonly<Record<string, unknown>> };
    readonly exitOnGoal: boolean;
    readonly exits: readonly { readonly kind: string; readonly values: Readonly<Record<string, unknown>> }[];
    readonly reentry: { readonly kind: 'never' };
    readonly holdout: number;
    readonly budgetId: null;
  };
};

const DAY = 1440;

/**
 * What the demo shop has drawn itself: some days after an order, half hear of what others like, by text where she allows no notices, the others are called by
 * somebody of the shop, and the result says which brings more of them back. Who sends the order back is let alone.
 */
export const demoJourneys: readonly DemoJourney[] = [
  {
    key: 'call-or-message',
    name: '买后五天：发消息还是打电话',
    definition: {
      trigger: { kind: 'order_paid', values: { firstOnly: false } },
      start: 'wait',
      nodes: [
        { key: 'wait', kind: 'wait', values: { period: 5 * DAY }, ways: { next: 'hour' } },
        {
          key: 'hour',
          kind: 'wait_until',
          values: { minuteOfDay: 10 * 60 + 30, weekdays: null },
          ways: { next: 'try' },
        },
        {
          key: 'try',
          kind: 'experiment',
          values: { parts: '2', a: 50, b: 50, c: null, d: null, measure: 'ordered' },
          ways: { a: 'tell', b: 'call' },
        },
        {
          key: 'tell',
          kind: 'message',
          values: { template: 'bestSellers', channels: ['subscribe', 'sms', 'inbox'] },
          ways: { next: null },
        },
        {
          key: 'call',
          kind: 'todo',
          values: { title: '电话回访', text: '问问收到的东西好不好，有没有想再买的', within: 2 * DAY, who: null },
          ways: { next: 'called' },
        },
        {
          key: 'called',
          kind: 'wait_for',
          values: { what: 'todo_done', days: 3 },
          ways: { told: 'mark', timeout: null },
        },
        { key: 'mark', kind: 'tag', values: { tag: '回访过', remove: false }, ways: { next: null } },
      ],
      goal: { kind: 'order_paid', values: { withinDays: 14 } },
      exitOnGoal: true,
      exits: [{ kind: 'order_refunded', values: { which: 'own', whole: false } }],
      reentry: { kind: 'never' },
      holdout: 10,
      budgetId: null,
    },
  },
  {
    key: 'readers-of-accounts',
    name: '公众号读者：聊天里说一次，四天后再通知',
    definition: {
      trigger: { kind: 'account_followed', values: { accounts: null, again: false } },
      start: 'evening',
      nodes: [
        {
          key: 'evening',
          kind: 'wait_until',
          values: { minuteOfDay: 19 * 60, weekdays: null },
          ways: { next: 'chat' },
        },
        {
          key: 'chat',
          kind: 'message',
          values: { template: accountJourney.message, channels: [...accountJourney.first] },
          ways: { next: 'wait' },
        },
        { key: 'wait', kind: 'wait', values: { period: 4 * DAY }, ways: { next: 'hour' } },
        {
          key: 'hour',
          kind: 'wait_until',
          values: { minuteOfDay: 10 * 60 + 30, weekdays: null },
          ways: { next: 'notice' },
        },
        {
          key: 'notice',
          kind: 'message',
          values: { template: accountJourney.message, channels: [...accountJourney.later] },
          ways: { next: null },
        },
      ],
      goal: { kind: 'order_paid', values: { withinDays: 7 } },
      exitOnGoal: true,
      exits: [],
      reentry: { kind: 'never' },
      holdout: 10,
      budgetId: null,
    },
  },
];
