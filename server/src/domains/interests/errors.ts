import { defineErrors } from '../../platform/errors.ts';

export const interestErrors = defineErrors('interests', {
  not_found: { status: 404, zh: '没有找到这件商品', en: 'No such product' },
  too_many_favourites: {
    status: 409,
    zh: '最多收藏 {most} 件商品，先去掉几件吧',
    en: 'At most {most} products can be kept: let some go first',
  },
  too_many_requests: {
    status: 409,
    zh: '最多同时等 {most} 件商品到货',
    en: 'At most {most} things can be waited for at a time',
  },
  in_stock: { status: 409, zh: '现在就有货，可以直接买', en: 'It is in stock: you can buy it now' },
  nobody_tells: {
    status: 409,
    zh: '店家暂时没有开通到货提醒',
    en: 'The shop tells nobody at the moment when goods are back',
  },
});
