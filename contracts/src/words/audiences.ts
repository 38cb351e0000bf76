import { words } from '../words.ts';

/** Lifecycle stages, in the order in which a member passes them. */
export const stage = {
  none: words('未购买', 'Never paid'),
  new: words('导入期', 'New'),
  growing: words('成长期', 'Growing'),
  mature: words('成熟期', 'Mature'),
  declining: words('低迷期', 'Declining'),
  lost: words('流失期', 'Lost'),
} as const;
