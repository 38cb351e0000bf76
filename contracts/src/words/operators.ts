import { words } from '../words.ts';

export const role = {
  owner: words('店主', 'Owner'),
  operator: words('运营', 'Operator'),
  viewer: words('只读', 'Viewer'),
} as const;

export const apiKeyState = {
  works: words('可用', 'Works'),
  ending: words('快到期', 'Ends soon'),
  less: words('权限变少', 'Does less'),
  expired: words('已过期', 'Expired'),
  ended: words('已停用', 'Ended'),
} as const;

/** What is wrong at the first broken place of the audit log. */
export const auditFault = {
  changed: words('内容与封存时不一致', 'is not what was sealed'),
  missing: words('缺了一条', 'is missing'),
  unsigned: words('不是本店签的', 'was not signed by this shop'),
  stone: words('清理记录不是本店签的', 'stands for removed entries and was not signed by this shop'),
  cut: words('末尾少了', 'and what follows was cut off'),
} as const;
export type AuditFault = keyof typeof auditFault;
