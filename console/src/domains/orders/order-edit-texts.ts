import { defineTexts } from '../../ui/texts.ts';

export const { useText: useEditText } = defineTexts('order-edits', {
  cut: ['改价', 'Cut the price'],
  cut_title: ['给订单 {{number}} 改价', 'Cut the price of order {{number}}'],
  cut_note: [
    '减去的金额按比例分到每件商品和运费，以后退款按改后的算。买家已打开的付款会先关闭，再付就是新金额。',
    'The sum is shared over goods and shipping, and refunds follow it. A payment she has opened is closed; she pays the new sum.',
  ],
  off: ['减多少', 'Off'],
  cut_from: ['应付 {{from}} → {{to}}', '{{from}} → {{to}} to pay'],
  why: ['原因', 'Reason'],
  why_hint: ['例如：老顾客优惠', 'e.g. a regular customer'],
  cut_done: ['已改价，买家会收到通知', 'Done; she is told'],
  move: ['改地址', 'Change address'],
  move_title: ['修改订单 {{number}} 的收货地址', 'Change the address of order {{number}}'],
  move_note: [
    '只改这个订单，不动她的地址簿；订单金额不变，运费有差别会告诉你；买家会收到通知。',
    'Of this order only, not her address book; what it costs stays, you are told where the freight differs, and she is told.',
  ],
  move_freight: ['新地址的运费不同', 'Another freight to the new address'],
  move_done: ['已修改，买家会收到通知', 'Changed; she is told'],
  name: ['收货人', 'Name'],
  phone: ['手机号', 'Phone'],
  phone_rule: ['请填写 11 位手机号', 'A mobile number of 11 digits'],
  province: ['省', 'Province'],
  city: ['市', 'City'],
  district: ['区县', 'District'],
  street: ['详细地址', 'Street'],
});
