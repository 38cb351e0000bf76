import { words } from '../words.ts';

export const groupWelcomeState = {
  making: words('发布中', 'Being published'),
  live: words('已发布', 'Published'),
  stuck: words('没有发布成', 'Not published'),
  archived: words('已停用', 'Archived'),
} as const;

export const groupWelcomeCard = {
  none: words('只发文字', 'Text alone'),
  product: words('商品', 'A product'),
  home: words('商城首页', 'The front of the shop'),
} as const;
