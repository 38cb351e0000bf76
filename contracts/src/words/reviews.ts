import { words } from '../words.ts';

export const reviewState = {
  waiting: words('待审核', 'To be looked at'),
  shown: words('已展示', 'Shown'),
  hidden: words('已隐藏', 'Hidden'),
} as const;

/** What an operator does about reviews. */
export const reviewAct = {
  show: words('展示评价', 'Showed reviews'),
  hide: words('隐藏评价', 'Hid reviews'),
  hide_addition: words('隐藏追评', 'Hid what was added'),
} as const;

/** Who looks at a review before others see it. */
export const reviewCheck = {
  all: words('全部先审核', 'Somebody looks at all'),
  wechat: words(
    '微信内容安全通过的直接展示，其他的先审核',
    'Shown once WeChat’s content check passed it; somebody looks at the others',
  ),
  words: words('有敏感词的先审核，其他直接展示', 'Somebody looks at those with certain words'),
} as const;

/** What the platform's check of a review came to. */
export const reviewSafety = {
  checking: words('微信检查中', 'WeChat is checking it'),
  passed: words('微信检查通过', 'Passed by WeChat’s check'),
  held: words('微信检查没有通过', 'Held by WeChat’s check'),
} as const;

/** What the platform's check looks at. */
export const safetySubject = {
  text: words('文字', 'Text'),
  picture: words('图片', 'Picture'),
  person: words('写的人', 'Who wrote it'),
} as const;

/** Which reviews of a product a shopper looks at. */
export const reviewFilter = {
  pictures: words('有图', 'With pictures'),
  good: words('好评', 'Good'),
  middle: words('中评', 'Middling'),
  bad: words('差评', 'Bad'),
} as const;
