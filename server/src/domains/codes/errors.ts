import { defineErrors } from '../../platform/errors.ts';

export const codeErrors = defineErrors('codes', {
  not_found: { status: 404, zh: '没有找到这个渠道码', en: 'No such code' },
  member_not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
  not_made: { status: 409, zh: '微信还没有生成这个码', en: 'WeChat has not made this code yet' },
  sheet_not_found: { status: 404, zh: '没有找到这份排版', en: 'No such pages' },
  nothing_to_print: {
    status: 409,
    zh: '没有可以印刷的码：只有使用中的小程序码可以印',
    en: 'Nothing to print: only mini-program codes in use can be',
  },
  too_many_to_print: { status: 409, zh: '一次最多排 {most} 个码', en: 'At most {most} codes at once' },
  no_list_file: { status: 400, zh: '请选择一个 XLSX 文件', en: 'Choose an XLSX file' },
  name_taken: { status: 409, zh: '已经有同名的渠道码', en: 'Another code has this name' },
});
