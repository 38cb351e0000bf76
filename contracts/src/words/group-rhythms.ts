import { words } from '../words.ts';

export const rhythmState = {
  live: words('进行中', 'Live'),
  paused: words('已暂停', 'Paused'),
} as const;

export const rhythmDay = {
  mon: words('周一', 'Monday'),
  tue: words('周二', 'Tuesday'),
  wed: words('周三', 'Wednesday'),
  thu: words('周四', 'Thursday'),
  fri: words('周五', 'Friday'),
  sat: words('周六', 'Saturday'),
  sun: words('周日', 'Sunday'),
} as const;

export const rhythmCard = {
  none: words('只发文字', 'Text alone'),
  product: words('带商品卡片', 'With a product'),
} as const;
