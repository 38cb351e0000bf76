import { defineErrors } from '../../platform/errors.ts';

export const reviewErrors = defineErrors('reviews', {
  not_found: { status: 404, zh: '没有找到这条评价', en: 'No such review' },
  not_reviewable: {
    status: 409,
    zh: '这件商品现在不能评价：确认收货后 {days} 天内可以评价',
    en: 'It cannot be reviewed now: within {days} days after it arrived it can',
  },
  reviewed_already: { status: 409, zh: '这件商品已经评价过了', en: 'It has been reviewed already' },
  not_addable: {
    status: 409,
    zh: '现在不能追评：评价后 {days} 天内可以追评一次',
    en: 'Nothing can be added now: within {days} days it can, once',
  },
  empty: { status: 400, at: 'text', zh: '写几个字或放一张图片', en: 'Write something, or add a picture' },
  picture_not_hers: { status: 400, zh: '图片要自己上传的', en: 'Pictures must be your own' },
  reason_missing: {
    status: 400,
    at: 'reason',
    zh: '隐藏评价要写原因，顾客会看到',
    en: 'Say why it is hidden: she reads it',
  },
});
