import { defineErrors } from '../../platform/errors.ts';

export const memberErrors = defineErrors('members', {
  not_found: { status: 404, zh: '没有找到这位会员', en: 'No such member' },
  code_invalid: {
    status: 401,
    zh: '微信登录已失效，请重新进入小程序',
    en: 'The WeChat login code is not valid any more',
  },
  app_unknown: { status: 400, zh: '商城没有接入这个小程序或公众号', en: 'The shop does not know this app' },
  blocked: { status: 403, zh: '账号已被停用，请联系客服', en: 'This account is blocked' },
  merge_not_found: { status: 404, zh: '没有找到这次合并', en: 'No such merge' },
  merge_undone: { status: 409, zh: '这次合并已经拆分', en: 'This merge has been undone' },
  merge_covered: {
    status: 409,
    zh: '她之后又被合并，请先拆分那一次',
    en: 'She was merged again since: undo that merge first',
  },
  merge_certain: {
    status: 409,
    zh: '微信说这是同一个人（UnionID 相同），不能拆分',
    en: 'WeChat says that this is one person (one UnionID): it cannot be undone',
  },
  merge_self: { status: 409, at: 'otherId', zh: '请选择另一位会员', en: 'Please choose another member' },
  phone_code_invalid: {
    status: 400,
    zh: '手机号授权已失效，请重新授权',
    en: 'The phone number code is not valid any more',
  },
  birthday_fixed: {
    status: 409,
    at: 'birthday',
    zh: '生日一年只能改一次，{day} 起可以再改',
    en: 'A birthday can be changed once a year: again from {day} on',
  },
  birthday_first: {
    status: 400,
    at: 'birthdayLunar',
    zh: '请和生日一起说按哪种历法过',
    en: 'Say by which calendar together with the birthday',
  },
  birthday_long_ago: {
    status: 400,
    at: 'birthday',
    zh: '生日要在 {day} 以后',
    en: 'A birthday has to be after {day}',
  },
  birthday_to_come: { status: 400, at: 'birthday', zh: '生日不能在今天以后', en: 'A birthday cannot be after today' },
  address_not_found: { status: 404, zh: '没有找到这个收货地址', en: 'No such address' },
  batch_not_found: { status: 404, zh: '没有找到这次批量操作', en: 'No such batch' },
  batch_nobody: { status: 409, zh: '没有符合条件的会员', en: 'No member matches' },
  batch_grew: {
    status: 409,
    zh: '符合条件的会员已从 {expected} 人变为 {members} 人，请确认后重新提交',
    en: 'Members who match went from {expected} to {members}: look again and send it anew',
  },
  number_unknown: { status: 404, zh: '没有「{name}」这个数字', en: 'There is no number "{name}"' },
  batch_holds_nobody_out: {
    status: 409,
    zh: '这次批量操作没有对照组，比不出增量',
    en: 'This batch holds nobody out, so there is nothing to compare with',
  },
  batch_over: { status: 409, zh: '这次批量操作已经结束', en: 'This batch is over' },
  too_many_addresses: { status: 409, zh: '最多保存 20 个收货地址', en: 'At most 20 addresses can be kept' },
});
