import type { Field } from './mapping.ts';

/** What columns are called in exports of shop systems, best first: what was paid goes before what was asked. */
const NAMES: readonly (readonly [Field, string])[] = [
  [
    'member',
    '会员标识 会员号 会员编号 会员id 会员 客户编号 客户id 客户号 客户 顾客编号 顾客id 顾客 用户id 用户编号 用户 买家id 买家会员名 买家 openid memberid memberno member customerid customer userid user buyerid buyer clientid',
  ],
  [
    'phone',
    '手机号 手机号码 手机 会员手机 买家手机 联系手机 收货人手机 收货手机 收货人电话 consigneephone shippingphone 联系电话 电话 phone phonenumber mobile mobilephone tel',
  ],
  [
    'nickname',
    '昵称 会员昵称 买家昵称 会员姓名 客户姓名 客户名称 顾客姓名 姓名 收货人姓名 收货人 nickname membername customername fullname name',
  ],
  ['tags', '会员标签 客户标签 标签 tags tag labels label'],
  [
    'joined_at',
    '入会时间 入会日期 注册时间 注册日期 加入时间 加入日期 开卡时间 成为会员时间 joinedat joindate joined registeredat registrationdate signupdate',
  ],
  [
    'order_state',
    '订单状态 交易状态 状态 支付状态 付款状态 orderstate orderstatus state status paymentstatus financialstatus',
  ],
  ['order_id', '订单号 订单编号 订单id 交易单号 交易号 单号 orderid orderno ordernumber order invoiceno'],
  [
    'order_at',
    '付款时间 支付时间 付款日期 支付日期 下单时间 下单日期 订单付款时间 订单创建时间 订单时间 订单日期 购买时间 购买日期 交易时间 成交时间 成交日期 日期 时间 paidat paidtime paymenttime paymentdate orderat orderedat ordertime orderdate purchasedate invoicedate createdat date time',
  ],
  [
    'quantity',
    '件数 数量 商品数量 商品件数 购买数量 宝贝总数量 quantity qty pieces numberofcds count lineitemquantity',
  ],
  ['amount_fen', '实付分 金额分 订单金额分 amountfen fen amountcents cents'],
  [
    'amount_yuan',
    '实付金额 实付 订单应付 应付金额 实付款 买家实际支付金额 支付金额 付款金额 实收金额 成交金额 订单实付金额 订单金额 订单总额 总金额 合计 金额 amountyuan amountpaid ordertotal amount paid total totalamount revenue dollarvalue price',
  ],
  [
    'line_yuan',
    '商品小计 小计 小计金额 商品金额小计 子订单金额 子订单实付 商品实付 商品实付金额 linetotal linesubtotal lineamount subtotal',
  ],
  [
    'refunded_yuan',
    '退款金额 已退金额 订单已退 已退款 已退 退款 refundedamount refundamount amountrefunded refunded refund',
  ],
  [
    'product',
    '商品名称 商品名 商品 商品标题 宝贝标题 品名 productname product itemname lineitemname item title description',
  ],
];

/** Whose phone a parcel has is not who bought: it is hers only where nothing else names her. */
const CONSIGNEE = /^收货|consignee|shipping|recipient/;

/** The field each column most likely is, by its name; one column a field, the rest is skipped. */
export function fieldsByName(header: readonly string[]): Field[] {
  const names = header.map(normalize);
  const fields: Field[] = names.map(() => 'skip');
  for (const [field, list] of NAMES) {
    if (field === 'amount_yuan' && fields.includes('amount_fen')) continue;
    const known = list
      .split(' ')
      .filter((name) => field !== 'phone' || !fields.includes('member') || !CONSIGNEE.test(name));
    const column = known.map((name) => names.indexOf(name)).find((n) => n >= 0 && fields[n] === 'skip');
    if (column !== undefined) fields[column] = field;
  }
  return fields;
}

/** `实付金额(元)`, `Order ID`, `order_id ` are the names 实付金额, orderid, orderid; `金额（分）` stays 金额分. */
export function normalize(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(元\)|元$|\(yuan\)|\(cny\)|\(rmb\)/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
