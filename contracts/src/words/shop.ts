import { words } from '../words.ts';

/** Of long work in the task centre. */
export const taskState = {
  running: words('进行中', 'Running'),
  done: words('已完成', 'Done'),
  failed: words('失败', 'Failed'),
  cancelled: words('已取消', 'Cancelled'),
} as const;

/** Who pushes what happened on its side. */
export const callbackSource = {
  wecom: words('企业微信', 'WeCom'),
  sms: words('短信', 'Texts'),
  official_account: words('公众号', 'Official accounts'),
} as const;

export const callbackState = {
  waiting: words('等待处理', 'Waiting'),
  working: words('处理中', 'In hand'),
  done: words('已处理', 'Handled'),
  failed: words('没能处理', 'Not handled'),
} as const;
