import { words } from '../words.ts';

export const quizState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;

/** Who is told the result. */
export const quizFor = {
  everybody: words('所有人', 'Everybody'),
  some: words('符合条件的人', 'Who meets a condition'),
} as const;

/** Who is given the gift of the result. */
export const quizGiftFor = {
  everybody: words('所有人', 'Everybody'),
  newcomers: words('没下过单的人', 'Who has not ordered yet'),
  some: words('符合条件的人', 'Who meets a condition'),
} as const;

/** What somebody is to do before she is told the result. */
export const quizLeads = {
  account: words('关注公众号', 'Follow an account'),
  contact_way: words('加导购', 'Add staff'),
} as const;

/** How a quiz stands for somebody. */
export const quizOutcome = {
  open: words('还没做完', 'Not finished'),
  locked: words('做完了，还差一步', 'Finished, one step is missing'),
  told: words('看到结果', 'Has seen the result'),
} as const;

export const quizGift = {
  given: words('已送到', 'Given'),
  refused: words('没有发成', 'Could not be given'),
} as const;

/** How far somebody came. */
export const quizStep = {
  started: words('开始的人', 'Who started'),
  finished: words('做完的人', 'Who finished'),
  locked: words('先听到缺什么的人', 'Who was told first what is missing'),
  followed: words('随后做到了的人', 'Who did it then'),
  told: words('看到结果的人', 'Who saw the result'),
  gifted: words('拿到礼包的人', 'Who was given the gift'),
  refused: words('礼包没发成的人', 'Who could not be given it'),
} as const;

/** Which result, by its place in the form. */
export const quizResult = {
  any: words('不限', 'Any'),
  first: words('第一种结果', 'the first result'),
  second: words('第二种结果', 'the second result'),
  third: words('第三种结果', 'the third result'),
} as const;
