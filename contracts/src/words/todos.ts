import { type WordsOf, words } from '../words.ts';

export const todoState = {
  open: words('待处理', 'Open'),
  done: words('已完成', 'Done'),
  dropped: words('已取消', 'Dropped'),
} as const satisfies WordsOf<string>;

/** Whose to-dos a list shows. */
export const todoFor = {
  me: words('派给我的', 'For me'),
  nobody: words('没有派给谁的', 'For nobody in particular'),
} as const satisfies WordsOf<string>;
