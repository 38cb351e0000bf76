-- What happened to an order and why a refund failed are sentences in both languages. Those that the shop itself wrote get their
-- English; anything else reads as it was written.
alter table orders.event alter column detail drop default, alter column detail drop not null;
alter table orders.event
  alter column title type jsonb using jsonb_build_object('zh', title, 'en', case title
    when '提交订单' then 'Order placed'
    when '支付成功' then 'Paid'
    when '订单已取消' then 'Order cancelled'
    when '商家已发货' then 'Shipped'
    when '已确认收货' then 'Received'
    when '系统自动确认收货' then 'Taken as received by itself'
    when '申请退款' then 'Refund asked for'
    when '商家发起退款' then 'Refund given by the shop'
    when '商家同意退款' then 'Refund approved'
    when '商家拒绝退款' then 'Refund refused'
    when '退款成功' then 'Refunded'
    when '收到一笔不能入账的付款' then 'A payment came that cannot be used'
    when '发货信息未能同步到微信' then 'WeChat was not told of the shipment'
    else title end),
  alter column detail type jsonb using case when detail = '' then null else jsonb_build_object('zh', detail, 'en', detail) end;
alter table orders.refund
  alter column failure type jsonb using case when failure is null then null else jsonb_build_object('zh', failure, 'en', failure) end;
