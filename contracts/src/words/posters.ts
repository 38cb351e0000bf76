import { words } from '../words.ts';

export const posterState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;

/** What stands on a poster. */
export const posterPart = {
  code: words('她的小程序码', 'Her own code'),
  words: words('文字', 'Words'),
  product: words('商品图', 'Picture of a product'),
} as const;

/** What is behind all of it where no picture covers it. */
export const posterPaper = {
  red: words('红', 'Red'),
  orange: words('橙', 'Orange'),
  green: words('绿', 'Green'),
  white: words('白', 'White'),
  black: words('黑', 'Black'),
} as const;

export const posterInk = {
  white: words('白字', 'White'),
  black: words('黑字', 'Black'),
  red: words('红字', 'Red'),
  gold: words('金字', 'Gold'),
} as const;

export const posterAlign = {
  left: words('靠左', 'Left'),
  centre: words('居中', 'Centred'),
  right: words('靠右', 'Right'),
} as const;
