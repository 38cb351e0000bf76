import { words } from '../words.ts';

export const grantState = {
  granted: words('已发放', 'Granted'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
  revoked: words('已收回', 'Revoked'),
} as const;

export const budgetState = {
  active: words('使用中', 'Active'),
  spent: words('已用完', 'Used up'),
  closed: words('已关闭', 'Closed'),
} as const;

/** `empty`: nothing of it can be given now. */
export const packageState = {
  active: words('使用中', 'Active'),
  empty: words('权益已发完', 'Nothing left in it'),
  ended: words('已停用', 'Ended'),
} as const;
