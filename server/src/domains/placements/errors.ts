import { defineErrors } from '../../platform/errors.ts';

export const placementErrors = defineErrors('placements', {
  not_found: { status: 404, zh: '没有找到这个弹窗或资源位', en: 'No such pop-up or slot' },
  name_taken: { status: 409, zh: '已经有同名的弹窗或资源位', en: 'Another pop-up or slot has this name', at: 'name' },
  ended: { status: 409, zh: '它已经结束，不能再上线', en: 'It has ended, for good' },
});
