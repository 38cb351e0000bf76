import { expect, it } from 'vitest';
import { canChoose, leadSku, mostOf, type Product, type Sku, skuOf, soldOut } from './sku.ts';

const sku = (values: string[], available: number): Sku => ({
  id: values.join('-'),
  code: '',
  values,
  price: 1000,
  memberPrice: null,
  listPrice: null,
  image: null,
  weight: null,
  available,
});
const product = (skus: Sku[], limitPerOrder: number | null = null): Product => ({
  id: 'prd_1',
  name: '牛排',
  subtitle: '',
  categoryId: 'cat_1',
  categoryName: '肉',
  status: 'on_sale',
  images: [],
  options: [],
  skus,
  detail: [],
  detailImages: [],
  video: null,
  care: '',
  origin: '',
  tags: [],
  limitPerOrder,
  limitPerMember: null,
  freightTemplateId: null,
  pickup: true,
  saleFrom: null,
  saleUntil: null,
  sale: 'open',
  limitDays: null,
  sort: 0,
  sold: 0,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
});
const steak = product([
  sku(['西冷', '两片'], 0),
  sku(['西冷', '四片'], 3),
  sku(['眼肉', '两片'], 5),
  sku(['眼肉', '四片'], 0),
]);

it('shows the first SKU that can be bought', () => {
  expect(leadSku(steak)?.id).toBe('西冷-四片');
});

it('greys a value that cannot be had with the rest of the choice', () => {
  expect(canChoose(steak, ['西冷', null], 1, '两片')).toBe(false);
  expect(canChoose(steak, ['西冷', null], 1, '四片')).toBe(true);
  expect(canChoose(steak, [null, '两片'], 0, '眼肉')).toBe(true);
});

it('finds the SKU of a full choice only', () => {
  expect(skuOf(steak, ['眼肉', '两片'])?.available).toBe(5);
  expect(skuOf(steak, ['眼肉', null])).toBeNull();
});

it('sells no more than there is or than an order may have', () => {
  expect(mostOf(steak, sku([], 3), null)).toBe(3);
  expect(mostOf(product([], 2), sku([], 30), null)).toBe(2);
  expect(mostOf(product([]), sku([], 30), { most: 3, days: null, left: 1 })).toBe(1);
  expect(mostOf(product([]), sku([], 30), { most: 3, days: 7, left: 0 })).toBe(0);
});

it('is sold out when nothing can be bought or it is off sale', () => {
  expect(soldOut(steak)).toBe(false);
  expect(soldOut(product([sku([], 0)]))).toBe(true);
  expect(soldOut({ ...steak, status: 'off_sale' })).toBe(true);
});

it('sells nothing before its time, nor after it', () => {
  const stocked = product([sku(['一盒'], 5)]);
  expect(soldOut(stocked)).toBe(false);
  expect(soldOut({ ...stocked, sale: 'soon' })).toBe(true);
  expect(soldOut({ ...stocked, sale: 'over' })).toBe(true);
});
