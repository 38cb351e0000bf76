import { defineErrors } from '../../platform/errors.ts';

export const catalogErrors = defineErrors('catalog', {
  category_not_found: { status: 404, zh: '没有找到这个分类', en: 'No such category' },
  category_name_taken: {
    status: 409,
    at: 'name',
    zh: '同级下已有同名分类“{name}”',
    en: 'A category named "{name}" exists here',
  },
  category_in_use: {
    status: 409,
    zh: '分类下还有 {products} 个商品，请先移走',
    en: 'The category still has {products} products',
  },
  category_has_children: { status: 409, zh: '分类下还有子分类，请先移走', en: 'The category still has sub-categories' },
  category_loop: {
    status: 400,
    at: 'parentId',
    zh: '上级分类不能是自己或自己的下级',
    en: 'A category cannot lie below itself',
  },
  category_too_deep: { status: 400, at: 'parentId', zh: '分类最多三级', en: 'Categories go three levels deep at most' },
  product_not_found: { status: 404, zh: '没有找到这个商品', en: 'No such product' },
  sku_not_found: { status: 404, zh: '没有找到这个规格', en: 'No such SKU' },
  options_mismatch: {
    status: 400,
    at: 'variants',
    zh: '规格“{values}”与商品的规格项不一致',
    en: 'SKU "{values}" does not fit the options',
  },
  sku_repeated: { status: 400, at: 'variants', zh: '规格“{values}”重复了', en: 'SKU "{values}" appears twice' },
  code_taken: {
    status: 409,
    at: 'skus.{index}.code',
    zh: '规格编码“{code}”已被使用',
    en: 'The SKU code "{code}" is taken',
  },
  member_price_too_high: {
    status: 400,
    at: 'skus.{index}.memberPrice',
    zh: '会员价不能高于售价',
    en: 'The member price is above the price',
  },
  list_price_too_low: {
    status: 400,
    at: 'skus.{index}.listPrice',
    zh: '划线价不能低于售价',
    en: 'The list price is below the price',
  },
  freight_not_found: {
    status: 400,
    at: 'freightTemplateId',
    zh: '没有这个运费模板，请重新选择',
    en: 'No such freight template: choose another',
  },
  sale_ends_first: {
    status: 400,
    at: 'saleUntil',
    zh: '停售时间要晚于开售时间',
    en: 'The sale must end after it begins',
  },
  synonym_not_found: { status: 404, zh: '没有找到这组同义词', en: 'No such synonym' },
  synonym_taken: {
    status: 409,
    at: 'searched',
    zh: '“{word}”已有一组同义词，请在那里补充',
    en: '“{word}” has synonyms already: add it there',
  },
  synonyms_full: { status: 409, zh: '同义词最多 {most} 组', en: 'At most {most} synonyms' },
  stock_below_reserved: {
    status: 409,
    at: 'change',
    zh: '调整后库存将低于订单已占用的 {reserved} 件，或低于 0',
    en: 'Stock would fall below the {reserved} reserved by orders, or below 0',
  },
});
