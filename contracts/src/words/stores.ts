import { words } from '../words.ts';

/** Whether a store does business: `paused` for a while, `closed` for good. */
export const storeState = {
  open: words('营业中', 'Open for business'),
  paused: words('暂停营业', 'Paused'),
  closed: words('已停业', 'Closed for good'),
} as const;

export const weekday = {
  mon: words('周一', 'Mon'),
  tue: words('周二', 'Tue'),
  wed: words('周三', 'Wed'),
  thu: words('周四', 'Thu'),
  fri: words('周五', 'Fri'),
  sat: words('周六', 'Sat'),
  sun: words('周日', 'Sun'),
} as const;

/** What a store does on days that are not like the others. */
export const holidayHours = {
  closed: words('休息', 'Closed'),
  hours: words('按这一行的时间', 'These hours'),
} as const;
