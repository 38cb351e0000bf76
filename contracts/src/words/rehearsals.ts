import { type WordsOf, words } from '../words.ts';

export const rehearsalState = {
  queued: words('排队中', 'Waiting'),
  running: words('预演中', 'Rehearsing'),
  done: words('已完成', 'Done'),
  failed: words('没有做完', 'Broken off'),
  cancelled: words('已取消', 'Cancelled'),
} as const satisfies WordsOf<string>;

/** What a rehearsal is doing. */
export const rehearsalStep = {
  waiting: words('等前一场预演结束', 'Waiting for the one before it'),
  fitting: words('从店铺数据拟合模拟顾客', 'Fitting shoppers from the shop’s data'),
  preparing: words('建立隔离的试验店', 'Setting up the scratch shop'),
  without: words('没有旅程的几周', 'The weeks without the journey'),
  with: words('有旅程的几周', 'The weeks with the journey'),
  counting: words('核算', 'Adding up'),
} as const satisfies WordsOf<string>;

/** Where a number that a rehearsal takes for true comes from. */
export const assumedFrom = {
  measured: words('本店实测', 'Measured here'),
  measured_none: words('本店实测看不到正的效果，按 0 算', 'Measured here: no positive effect, taken for 0'),
  chosen: words('你填写的', 'Chosen by you'),
  usual: words('没有实测，取默认值', 'Not measured here: a default'),
} as const satisfies WordsOf<string>;
