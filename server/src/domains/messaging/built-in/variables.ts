import { words } from '@huoshui/contracts/words';
import type { Variable } from '../template.ts';

// What messages of one kind of thing may say of it.

export const ORDER: readonly Variable[] = [
  { name: 'orderId', label: words('订单', 'Order'), example: 'ord_0000' },
  { name: 'number', label: words('订单编号', 'Order number'), example: '2026112108300001' },
  { name: 'product', label: words('商品名称', 'Product'), example: '红颜草莓 500g', otherwise: '你购买的商品' },
];

export const COUPON: readonly Variable[] = [
  { name: 'coupon', label: words('优惠券名称', 'Coupon'), example: '水果复购券' },
  { name: 'sentence', label: words('优惠内容', 'What it gives'), example: '满 39 减 10' },
  { name: 'until', label: words('有效期至', 'Valid until'), example: '2026年11月28日' },
  { name: 'category', label: words('品类', 'Category'), example: '水果', otherwise: '专享' },
];

export const GOODS: readonly Variable[] = [
  { name: 'productId', label: words('商品', 'Product'), example: 'prd_0000' },
  { name: 'product', label: words('商品名称', 'Name of the product'), example: '红颜草莓 500g' },
  { name: 'price', label: words('当前价格', 'Price now'), example: '¥29.90' },
  { name: 'fell', label: words('降价金额', 'Fell by'), example: '¥10.00' },
];
