import { words } from '../words.ts';

/** The ground of a theme that has no picture, and what stands around one that has. */
export const themeColour = {
  teal: words('青', 'Teal'),
  leaf: words('叶绿', 'Leaf'),
  amber: words('琥珀', 'Amber'),
  coral: words('珊瑚', 'Coral'),
  plum: words('紫', 'Plum'),
  sea: words('海蓝', 'Sea'),
} as const;

/** What a tap on a theme opens. */
export const themeOpens = {
  nothing: words('不跳转', 'Nothing'),
  page: words('自由页', 'A free page'),
  category: words('分类', 'A category'),
} as const;

/** What makes the day worth it: something that has its own rule elsewhere. */
export const themeBenefit = {
  none: words('没有', 'None'),
  member_day: words('会员日', 'A member day'),
  promotion: words('优惠活动', 'A promotion'),
} as const;

/** Of what she may be reminded from a page. */
export const remindOf = {
  theme: words('下一个主题日', 'The next day with a theme'),
  flash_sale: words('下一场秒杀', 'The next session of a flash sale'),
  activity: words('一个还没开始的活动', 'An activity that is still to begin'),
} as const;
