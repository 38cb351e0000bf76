import { words } from '../words.ts';

/** Of long work in the task centre. */
export const taskState = {
  running: words('进行中', 'Running'),
  done: words('已完成', 'Done'),
  failed: words('失败', 'Failed'),
  cancelled: words('已取消', 'Cancelled'),
} as const;
