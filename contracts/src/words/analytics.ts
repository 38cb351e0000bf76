import { words } from '../words.ts';

/** Where an event comes from. */
export const eventSource = {
  sdk: words('小程序埋点', 'SDK'),
  fact: words('业务事实', 'Fact'),
  import: words('导入', 'Import'),
} as const;
