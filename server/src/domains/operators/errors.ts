import { defineErrors } from '../../platform/errors.ts';

export const operatorErrors = defineErrors('operators', {
  wrong_credentials: { status: 401, zh: '账号或密码不正确', en: 'Wrong login or password' },
  too_many_attempts: {
    status: 429,
    zh: '输错次数较多，请 {seconds} 秒后再试',
    en: 'Too many wrong tries, please try again in {seconds} seconds',
  },
  disabled: { status: 403, zh: '这个账号已停用，请联系店主', en: 'This account is disabled, please ask the owner' },
  wrong_password: { status: 400, at: 'current', zh: '当前密码不正确', en: 'The current password is wrong' },
  login_taken: { status: 409, at: 'login', zh: '登录名“{login}”已被使用', en: 'The login "{login}" is taken' },
  password_is_login: {
    status: 400,
    at: '{field}',
    zh: '密码不能与登录名相同',
    en: 'The password must differ from the login',
  },
  own_account: {
    status: 409,
    at: 'role',
    zh: '不能停用自己或更改自己的角色',
    en: 'You cannot disable yourself or change your own role',
  },
  last_owner: {
    status: 409,
    at: 'role',
    zh: '店铺至少要有一位可用的店主',
    en: 'A shop needs at least one active owner',
  },
  owner_everywhere: {
    status: 409,
    at: 'stores',
    zh: '店主负责整个店铺，不能限定门店',
    en: 'An owner is not limited to stores',
  },
  store_unknown: { status: 400, at: 'stores', zh: '选择的门店已不存在', en: 'A chosen store does not exist' },
  audit_broken: {
    status: 409,
    zh: '操作日志从第 {no} 条起与封存时不一致，先查清原因',
    en: 'The audit log is not as it was sealed from no. {no} on: find out why first',
  },
  audit_too_young: {
    status: 400,
    zh: '操作日志至少保留 {days} 天',
    en: 'The audit log is kept for {days} days at least',
  },
  session_unknown: { status: 404, zh: '这处登录已经结束', en: 'This session has ended already' },
  unknown: { status: 404, zh: '没有这个账号', en: 'No such account' },
});
