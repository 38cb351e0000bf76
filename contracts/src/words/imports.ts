import { words } from '../words.ts';

export const importState = {
  uploaded: words('待设置', 'To set up'),
  running: words('导入中', 'Running'),
  done: words('已完成', 'Done'),
  failed: words('失败', 'Failed'),
} as const;

/** What a column of the file means. `member` names the person; a row with an order date is an order. */
export const importField = {
  member: words('会员标识', 'Member id'),
  phone: words('手机号', 'Phone'),
  nickname: words('昵称', 'Nickname'),
  tags: words('标签', 'Tags'),
  joined_at: words('加入时间', 'Joined'),
  order_id: words('订单号', 'Order id'),
  order_at: words('下单时间', 'Order time'),
  order_state: words('订单状态', 'Order state'),
  quantity: words('件数', 'Quantity'),
  amount_yuan: words('金额（元）', 'Amount (yuan)'),
  amount_fen: words('金额（分）', 'Amount (fen)'),
  line_yuan: words('商品小计（元）', 'Line total (yuan)'),
  refunded_yuan: words('退款金额（元）', 'Refunded (yuan)'),
  product: words('商品名', 'Product'),
  skip: words('忽略', 'Skip'),
} as const;
