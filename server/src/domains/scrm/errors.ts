import { defineErrors } from '../../platform/errors.ts';

export const scrmErrors = defineErrors('scrm', {
  no_corp: { status: 409, zh: '还没有接入企业微信', en: 'WeCom is not connected yet' },
  staff_not_found: { status: 404, zh: '没有找到这位导购', en: 'No such member of staff' },
  way_not_found: { status: 404, zh: '没有找到这个活码', en: 'No such contact way' },
  way_name_taken: { status: 409, zh: '已经有同名的活码', en: 'Another contact way has this name' },
  staff_code_invalid: {
    status: 400,
    zh: '登录已过期，请关掉侧边栏再打开',
    en: 'The sign-in is over: close the sidebar and open it again',
  },
  not_staff: { status: 403, zh: '你不在能联系客户的成员里', en: 'You are not among those who may have customers' },
  customer_not_hers: { status: 404, zh: '不是你的客户，或已不是好友', en: 'No customer of yours, or none any more' },
  customer_unknown: {
    status: 409,
    zh: '还不知道她是哪位会员：等她打开一次小程序',
    en: 'Nobody knows yet which member she is: once she opens the mini program',
  },
  coupon_not_for_staff: { status: 409, zh: '这张券不在导购可发的里面', en: 'Staff may not give this coupon' },
  coupons_of_today_given: {
    status: 409,
    zh: '今天的 {most} 张已经发完',
    en: 'The {most} of today are given',
  },
  coupon_unavailable: { status: 409, zh: '这张券现在发不了', en: 'This coupon cannot be given now' },
  mass_not_found: { status: 404, zh: '没有找到这次群发', en: 'No such mass send' },
  mass_name_taken: { status: 409, zh: '已经有同名的群发', en: 'Another mass send has this name' },
  mass_began: { status: 409, zh: '已经下发，不能再改', en: 'It is out already and cannot be changed' },
  mass_grew: {
    status: 409,
    zh: '人数变了，请看过再下发',
    en: 'Their number has changed: look again before it is started',
  },
  mass_not_ready: {
    status: 409,
    zh: '还没有算好，或没有可以发的人',
    en: 'It is not planned yet, or there is nobody to send it to',
  },
  mass_not_running: { status: 409, zh: '没有在进行，不用停', en: 'It is not under way' },
  group_not_found: { status: 404, zh: '没有找到这个客户群', en: 'No such customer group' },
  group_code_not_found: { status: 404, zh: '没有找到这个群活码', en: 'No such group code' },
  group_code_name_taken: { status: 409, zh: '已经有同名的群活码', en: 'Another group code has this name' },
  script_not_found: { status: 404, zh: '没有找到这条话术', en: 'No such script' },
  transfer_not_found: { status: 404, zh: '没有找到这次转接', en: 'No such transfer' },
  wecom_refused: { status: 409, zh: '企业微信没有接受：{reason}', en: 'WeCom did not take it: {reason}' },
});
