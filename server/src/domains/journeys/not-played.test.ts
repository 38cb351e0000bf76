import { expect, it } from 'vitest';
import { notPlayed } from './not-played.ts';

const told = (definition: unknown) => notPlayed(definition).map(({ zh }) => zh.split('：')[0]);

it('a rehearsal says what of a journey it does not play, wherever in it that stands', () => {
  const condition = (one: object) => ({ kind: 'condition', values: { who: { all: [{ any: [{ not: one }] }] } } });
  expect(
    told({
      trigger: { kind: 'order_received', values: {} },
      nodes: [
        condition({ kind: 'birthday', values: { when: 'month' } }),
        condition({ kind: 'has_tag', values: { tag: '大客户' } }),
        { kind: 'wait_for', values: { what: 'todo_done', days: 2 } },
      ],
      exitRules: [{ kind: 'condition', values: { who: { all: [{ kind: 'segment', values: { segment: 'seg_1' } }] } } }],
    }),
  ).toEqual(['生日', '手工打的标签', '名单人群包', '自提和同城配送', '待办']);
  expect(told({ trigger: { kind: 'member_date', values: { date: 'birthday' } }, nodes: [] })).toEqual(['生日']);
});

it('knows which events simulated shoppers do, and that orders of the past have no goods', () => {
  const all = { kind: 'all', ids: [] };
  const did = (event: string, goods: object = all) => ({ kind: 'did_event', values: { event, goods } });
  const inOrder = (...events: string[]) => ({
    kind: 'did_in_order',
    values: { steps: events.map((event) => ({ event, goods: all })), never: null },
  });
  const asked = (...conditions: object[]) =>
    told({ trigger: { kind: 'schedule', values: { who: { all: conditions } } }, nodes: [] });
  expect(asked(did('product_view', { kind: 'products', ids: ['prd_1'] }), inOrder('cart_add', 'order.paid'))).toEqual(
    [],
  );
  expect(asked(did('search'))).toEqual(['别的行为']);
  expect(asked(inOrder('product_view', 'share'))).toEqual(['别的行为']);
  expect(asked(did('review.added'), did('message.opened'))).toEqual(['别的行为']);
  expect(told({ trigger: { kind: 'event', values: { event: 'quiz_done' } }, nodes: [] })).toEqual(['别的行为']);
  expect(asked(did('order.paid', { kind: 'products', ids: ['prd_1'] }))).toEqual(['从前买过什么']);
  expect(asked({ kind: 'bought', values: { scope: { kind: 'products', ids: ['prd_1'] } } })).toEqual(['从前买过什么']);
});

it('says nothing where all of it is played', () => {
  expect(
    told({
      trigger: { kind: 'member_date', values: { date: 'joined' } },
      nodes: [
        { kind: 'wait_for', values: { what: 'paid', days: 3 } },
        { kind: 'message', values: { template: 'tpl_1' } },
      ],
      goal: { kind: 'order_paid', values: { withinDays: 7 } },
    }),
  ).toEqual([]);
});
