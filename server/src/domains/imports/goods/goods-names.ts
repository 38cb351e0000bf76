import type { GoodsField as GoodsFieldSchema } from '@huoshui/contracts/imports';
import type { Static } from '@sinclair/typebox';
import { normalize } from '../column-names.ts';

export type GoodsField = Static<typeof GoodsFieldSchema>;

/** What columns are called where shops and suppliers keep goods (our own file, ERPs, wholesale platforms), best first. */
const NAMES: readonly (readonly [GoodsField, string])[] = [
  ['code', '规格编码 商家编码 sku编码 sku编号 商品编码 货号 单品货号 条码 skucode sku itemcode code barcode'],
  [
    'name',
    '商品名称 商品标题 产品名称 产品标题 宝贝标题 宝贝名称 商品名 标题 品名 productname producttitle title name',
  ],
  ['category', '分类 商品分类 类目 产品类目 商品类目 店铺分类 所属分类 category categoryname'],
  ['spec', '规格 颜色及规格 商品规格 规格属性 规格值 规格型号 销售属性 颜色规格 variant spec options'],
  ['price', '售价 销售价 基本售价 零售价 一口价 单价 价格 商品价格 price saleprice unitprice'],
  ['member_price', '会员价 memberprice'],
  ['list_price', '划线价 市场价 吊牌价 原价 市场吊牌价 listprice compareatprice marketprice'],
  ['cost_price', '成本价 采购价 成本 进货价 costprice cost purchaseprice'],
  ['stock', '期初库存 库存 库存数量 可售数量 库存数 商品库存 数量 openingstock stock onhand inventory quantity'],
  ['weight', '重量克 重量g 重量 weightg weight grams'],
  ['subtitle', '卖点 副标题 商品卖点 简介 subtitle sellingpoint'],
  ['origin', '产地 发货地 原产地 origin'],
  ['tags', '商品标签 标签 producttags tags'],
];

/** The field that each column most likely is, by its name; one column a field, the rest is skipped. */
export function goodsByName(header: readonly string[]): GoodsField[] {
  const names = header.map(normalize);
  const fields: GoodsField[] = names.map(() => 'skip');
  for (const [field, list] of NAMES) {
    const column = list
      .split(' ')
      .map((name) => names.indexOf(name))
      .find((at) => at >= 0 && fields[at] === 'skip');
    if (column !== undefined) fields[column] = field;
  }
  return fields;
}

/** Whether these columns are of goods: each row has a code, and what it is called or costs. */
export function areGoods(fields: readonly GoodsField[]): boolean {
  return fields.includes('code') && (fields.includes('name') || fields.includes('price'));
}
