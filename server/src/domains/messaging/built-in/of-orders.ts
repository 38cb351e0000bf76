import { words } from '@huoshui/contracts/words';
import type { BuiltIn } from '../template.ts';
import { ORDER } from './variables.ts';

/** What becomes of her orders, and what she asked to be told. */
export const ofOrders: readonly BuiltIn[] = [
  {
    key: 'checkInReminder',
    name: words('签到提醒', 'Check-in reminder'),
    kind: 'service',
    title: '今天还没签到',
    lines: [
      { label: words('活动名称', 'What'), text: '每日签到' },
      { label: words('连续签到', 'In a row'), text: '已连续 {{streak}} 天' },
      { label: words('温馨提示', 'Note'), text: '签到可得 {{points}} 积分' },
    ],
    page: 'loyalty/pages/check-in',
    ask: {
      at: ['check_in'],
      title: words('签到提醒', 'Check-in'),
      text: words('到点还没签到时提醒你', 'A word when you have not come by yet'),
    },
    variables: [
      { name: 'streak', label: words('连续天数', 'Days in a row'), example: '6' },
      { name: 'points', label: words('可得积分', 'Points'), example: '5' },
    ],
  },
  {
    key: 'orderShipped',
    name: words('发货通知', 'Order shipped'),
    kind: 'service',
    title: '你的订单已发货',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('快递公司', 'Carrier'), text: '{{company}}' },
      { label: words('快递单号', 'Waybill'), text: '{{waybill}}' },
      { label: words('温馨提示', 'Note'), text: '请留意收货，生鲜请尽快冷藏' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['order_paid'],
      title: words('发货通知', 'Shipping'),
      text: words('包裹出发时告诉你运单号', 'The waybill number when it leaves'),
    },
    variables: [
      ...ORDER,
      { name: 'company', label: words('快递公司', 'Carrier'), example: '顺丰速运' },
      { name: 'waybill', label: words('快递单号', 'Waybill'), example: 'SF1234567890123' },
    ],
  },
  {
    key: 'pickupReady',
    name: words('备好待自提', 'Ready to be collected'),
    kind: 'service',
    title: '你的订单已备好，可以来取了',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('自提门店', 'Store'), text: '{{store}}' },
      { label: words('自提时间', 'When'), text: '{{slot}}' },
      { label: words('温馨提示', 'Note'), text: '到店出示自提码即可取货' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['pickup_paid'],
      title: words('可以来取了', 'Ready for you'),
      text: words('门店备好货时告诉你', 'When the store has it ready'),
    },
    variables: [
      ...ORDER,
      { name: 'store', label: words('自提门店', 'Store'), example: '徐汇店' },
      { name: 'slot', label: words('自提时间', 'When'), example: '2026-11-30 10:00~11:00' },
    ],
  },
  {
    key: 'refundDone',
    name: words('退款到账', 'Refund paid'),
    kind: 'service',
    title: '退款已原路退回',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('退款金额', 'Amount'), text: '{{amount}}' },
      { label: words('退款说明', 'Note'), text: '已原路退回，请查收' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['refund_asked'],
      title: words('退款到账', 'Refunds'),
      text: words('退款到账时告诉你', 'When the money is back'),
    },
    variables: [...ORDER, { name: 'amount', label: words('退款金额', 'Amount'), example: '¥39.90' }],
  },
  {
    key: 'refundRefused',
    name: words('退款申请被拒绝', 'Refund request refused'),
    kind: 'service',
    title: '你的退款申请没有通过',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('申请金额', 'Amount'), text: '{{amount}}' },
      { label: words('店家说明', 'The shop says'), text: '{{reply}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'amount', label: words('申请金额', 'Amount'), example: '¥39.90' },
      { name: 'reply', label: words('店家说明', 'The shop says'), example: '已经拆封，不能退' },
    ],
  },
  {
    key: 'refundReduced',
    name: words('退款申请部分同意', 'Refund request agreed to in part'),
    kind: 'service',
    title: '店家同意退一部分',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('退款金额', 'Amount'), text: '{{amount}}（申请 {{asked}}）' },
      { label: words('店家说明', 'The shop says'), text: '{{reply}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'amount', label: words('退款金额', 'Amount'), example: '¥10.00' },
      { name: 'asked', label: words('申请金额', 'Asked for'), example: '¥39.90' },
      { name: 'reply', label: words('店家说明', 'The shop says'), example: '一份压坏，按一份退' },
    ],
  },
  {
    key: 'orderChanged',
    name: words('店家修改订单', 'The shop changed an order'),
    kind: 'service',
    title: '{{what}}',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('现在是', 'Now'), text: '{{note}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'what', label: words('修改内容', 'What changed'), example: '店家为你改价了' },
      { name: 'note', label: words('现在是', 'Now'), example: '¥39.90' },
    ],
  },
  {
    key: 'afterSale',
    name: words('售后进展', 'After-sale moved on'),
    kind: 'service',
    title: '{{step}}',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('说明', 'Note'), text: '{{note}}' },
    ],
    page: 'orders/pages/after-sale?id={{refundId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'refundId', label: words('售后', 'After-sale'), example: 'rfd_0000' },
      { name: 'step', label: words('进展', 'What happened'), example: '店家同意了，请寄回商品' },
      { name: 'note', label: words('说明', 'Note'), example: '寄回地址：上海市徐汇区漕溪北路 1 号' },
    ],
  },
];
