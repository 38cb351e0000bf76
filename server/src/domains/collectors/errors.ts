import { defineErrors } from '../../platform/errors.ts';

export const collectorErrors = defineErrors('collectors', {
  not_found: { status: 404, zh: '没有找到这个数据来源', en: 'There is no such source' },
  is_revoked: { status: 409, zh: '这个来源已停用，要接入请新建一个', en: 'This source was revoked: make another one' },
});
