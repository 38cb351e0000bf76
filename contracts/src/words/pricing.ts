import { words } from '../words.ts';

export const promotionState = {
  scheduled: words('未开始', 'Scheduled'),
  running: words('进行中', 'Running'),
  ended: words('已结束', 'Ended'),
} as const;
