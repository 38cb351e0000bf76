import { defineErrors } from '../../platform/errors.ts';

export const codeErrors = defineErrors('codes', {
  not_found: { status: 404, zh: '没有找到这个渠道码', en: 'No such code' },
  member_not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
  name_taken: { status: 409, zh: '已经有同名的渠道码', en: 'Another code has this name' },
});
