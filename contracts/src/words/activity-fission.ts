import { words } from '../words.ts';

/** Where a friend stands who added a member of staff by somebody's own code. */
export const addedState = {
  new: words('刚加上', 'Just added'),
  counted: words('计入', 'Counts'),
  left: words('结算期内删除了导购', 'Left in time'),
  known: words('以前就是好友', 'Had been a friend before'),
  her_own: words('参加的人自己', 'Is who takes part'),
  twice: words('同一个人的另一个号', 'Another account of somebody who counts'),
} as const;
export type AddedState = keyof typeof addedState;
