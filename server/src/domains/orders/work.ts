import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inHerStores } from '../../platform/her-stores.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';
import { type AfterSaleTodo, waitsFor } from './after-sales/todo.ts';
import { countWaiting } from './pickup/list.ts';
import { ofHerOrders } from './refund/within.ts';
import { whoseDeadline } from './shipment/deadline.ts';

type Waiting = Readonly<
  Record<
    | 'ship'
    | 'near'
    | 'late'
    | 'untold'
    | 'requested'
    | 'unusable'
    | 'failed'
    | 'unsent'
    | 'different'
    | 'unchecked'
    | Exclude<AfterSaleTodo, 'decide'>,
    number
  >
>;
const none: Waiting = {
  ship: 0,
  near: 0,
  late: 0,
  untold: 0,
  requested: 0,
  unusable: 0,
  failed: 0,
  unsent: 0,
  different: 0,
  unchecked: 0,
  inspect: 0,
  replace: 0,
  answer: 0,
  overdue: 0,
};

/**
 * Orders to ship that nobody holds back, refunds that somebody asked for, money that goes back because it pays nothing, and
 * money that could not be given back. Shipments WeChat was not told of: their money stays frozen.
 */
export async function orderWork(ctx: Ctx): Promise<readonly Work[]> {
  const pickups = await countWaiting(ctx, MOST_WORK);
  const orders = inHerStores(ctx, sql`o.store_id`);
  const refunds = ofHerOrders(ctx);
  const { rows } = await sql<Waiting>`
    select
      (select count(*) from (select from orders.placed o where ${orders} and state = 'paid' and store_id is null and not exists (
        select from orders.hold h where h.order_id = o.id) limit ${MOST_WORK}) waiting) as ship,
      (select count(*) from (select from orders.placed o where ${orders} and ${whoseDeadline(ctx, 'near')} limit ${MOST_WORK}) waiting) as near,
      (select count(*) from (select from orders.placed o where ${orders} and ${whoseDeadline(ctx, 'passed')} limit ${MOST_WORK}) waiting) as late,
      (select count(*) from (select from orders.placed o where ${orders} and upload_failure is not null limit ${MOST_WORK}) waiting) as untold,
      (select count(*) from (select from orders.refund r where ${refunds} and state = 'requested' limit ${MOST_WORK}) waiting) as requested,
      (select count(*) from (
        select from orders.refund r where ${refunds} and state = 'processing' and origin = 'unusable_payment' limit ${MOST_WORK}
      ) waiting) as unusable,
      (select count(*) from (select from orders.refund r where ${refunds} and state = 'failed' limit ${MOST_WORK}) waiting) as failed,
      (select count(*) from (select from orders.placed o where ${orders} and unsent > 0 limit ${MOST_WORK}) waiting) as unsent,
      (select count(*) from (
        select from orders.difference where settled_at is null limit ${MOST_WORK}) waiting) as different,
      (select count(*) from (
        select from orders.bill_day where failure is not null and due_at is null limit ${MOST_WORK}) waiting) as unchecked,
      ${sql.join((['inspect', 'replace', 'answer', 'overdue'] as const).map((todo) => countTodo(ctx, todo)))}
  `.execute(ctx.db);
  const waiting = rows[0] ?? none;
  const { ship, near, late, untold, requested, unusable, failed, unsent, different, unchecked } = waiting;
  const needs = 'orders.read';
  return [
    {
      kind: 'orders.to_ship',
      words: words('待发货的订单', 'Orders to ship'),
      count: ship,
      to: '/orders?state=paid',
      needs,
    },
    {
      kind: 'orders.pickup_prepare',
      words: words('待备货的自提单', 'Orders to lay ready for collection'),
      count: pickups.prepare,
      to: '/pickups?todo=prepare',
      needs: 'pickups.read',
    },
    {
      kind: 'orders.pickup_overdue',
      words: words('过了保留期还没取走的自提单', 'Orders that nobody collected in time'),
      count: pickups.overdue,
      to: '/pickups?todo=overdue',
      needs: 'pickups.read',
    },
    {
      kind: 'orders.shipping_late',
      words: words(
        '付款超过 48 小时、微信还没有收到发货信息的订单（会影响交易权限）',
        'Paid more than 48 hours ago, and WeChat has not heard that they left (it restricts shops for that)',
      ),
      count: late,
      to: '/orders?deadline=passed',
      needs,
    },
    {
      kind: 'orders.shipping_near',
      words: words('12 小时内到 48 小时发货期限的订单', 'Orders whose 48 hours to ship end within 12 hours'),
      count: near,
      to: '/orders?deadline=near',
      needs,
    },
    {
      kind: 'orders.shipment_untold',
      words: words(
        '微信没有收到的发货信息（货款会被冻结）',
        'Shipments WeChat was not told of (their money stays frozen)',
      ),
      count: untold,
      to: '/orders?told=untold',
      needs,
    },
    {
      kind: 'orders.unsent',
      words: words('部分发货、还有商品要发的订单', 'Orders that left in part, with goods still to send'),
      count: unsent,
      to: '/orders?unsent=true',
      needs,
    },
    {
      kind: 'orders.refund_requested',
      words: words('待处理的退款申请', 'Refund requests'),
      count: requested,
      to: '/refunds?state=requested',
      needs,
    },
    {
      kind: 'orders.after_sale_overdue',
      words: words('超过期限还没处理的售后', 'After-sales that are overdue'),
      count: waiting.overdue,
      to: '/refunds?todo=overdue',
      needs,
    },
    {
      kind: 'orders.after_sale_inspect',
      words: words('买家已寄回、待验收的商品', 'Goods sent back, to be looked at'),
      count: waiting.inspect,
      to: '/refunds?todo=inspect',
      needs,
    },
    {
      kind: 'orders.after_sale_replace',
      words: words('待补寄的换货', 'Replacements to send'),
      count: waiting.replace,
      to: '/refunds?todo=replace',
      needs,
    },
    {
      kind: 'orders.after_sale_answer',
      words: words('待回复的售后留言', 'Messages about after-sales to answer'),
      count: waiting.answer,
      to: '/refunds?todo=answer',
      needs,
    },
    {
      kind: 'orders.payment_unusable',
      words: words('收到但用不上、正在退回的付款', 'Payments of no use, on their way back'),
      count: unusable,
      to: '/refunds?state=processing&origin=unusable_payment',
      needs,
    },
    {
      kind: 'orders.refund_failed',
      words: words('没能退回的款项', 'Refunds that failed'),
      count: failed,
      to: '/refunds?state=failed',
      needs,
    },
    {
      kind: 'orders.money_different',
      words: words('与微信账目不一致、待查的款项', 'Money on which WeChat and we do not agree'),
      count: different,
      to: '/reconciliation?state=open',
      needs: 'money.read',
    },
    {
      kind: 'orders.money_unchecked',
      words: words('没能和微信对账的日子', 'Days that could not be compared with WeChat'),
      count: unchecked,
      to: '/reconciliation',
      needs: 'money.read',
    },
  ];
}

function countTodo(ctx: Ctx, todo: AfterSaleTodo) {
  return sql`(select count(*) from (
    select from orders.refund r join orders.after_sale s on s.refund_id = r.id where ${ofHerOrders(ctx)} and ${waitsFor(ctx, todo)} limit ${MOST_WORK}
  ) waiting) as ${sql.ref(todo)}`;
}
