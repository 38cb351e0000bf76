import { defineErrors } from '../../platform/errors.ts';

export const recommendationErrors = defineErrors('recommendations', {
  no_baskets: {
    status: 400,
    zh: '这不是购物篮文件：{at} 应为{what}',
    en: 'No file of baskets: {at} should be {what}',
  },
  no_member: { status: 404, zh: '没有这位会员', en: 'No such member' },
  no_file: { status: 404, zh: '读不到文件 {file}', en: 'The file {file} cannot be read' },
  bad_count: {
    status: 400,
    zh: '--k 应为 1 到 1000 的整数，不是 {given}',
    en: '--k is a whole number from 1 to 1000, not {given}',
  },
});
