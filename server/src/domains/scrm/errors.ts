import { defineErrors } from '../../platform/errors.ts';

export const scrmErrors = defineErrors('scrm', {
  no_corp: { status: 409, zh: '还没有接入企业微信', en: 'WeCom is not connected yet' },
  staff_not_found: { status: 404, zh: '没有找到这位导购', en: 'No such member of staff' },
  way_not_found: { status: 404, zh: '没有找到这个活码', en: 'No such contact way' },
  way_name_taken: { status: 409, zh: '已经有同名的活码', en: 'Another contact way has this name' },
  wecom_refused: { status: 409, zh: '企业微信没有接受：{reason}', en: 'WeCom did not take it: {reason}' },
});
