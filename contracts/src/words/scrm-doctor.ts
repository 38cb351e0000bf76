import { words } from '../words.ts';

/** How a prerequisite of WeCom stands. */
export const checkState = {
  good: words('正常', 'Well'),
  bad: words('要处理', 'To be mended'),
  unsure: words('还看不出', 'Not known yet'),
} as const;
