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

/** What a column of a file of goods means; a row is a SKU, and its code names it for good. */
export const goodsField = {
  code: words('规格编码', 'SKU code'),
  name: words('商品名称', 'Product name'),
  category: words('分类', 'Category'),
  spec: words('规格', 'Variant'),
  price: words('售价（元）', 'Price (yuan)'),
  member_price: words('会员价（元）', 'Member price (yuan)'),
  list_price: words('划线价（元）', 'List price (yuan)'),
  cost_price: words('成本价（元）', 'Cost (yuan)'),
  stock: words('期初库存', 'Opening stock'),
  weight: words('重量（克）', 'Weight (g)'),
  subtitle: words('卖点', 'Subtitle'),
  origin: words('产地', 'Origin'),
  tags: words('商品标签', 'Product tags'),
  skip: words('忽略', 'Skip'),
} as const;
