/** A poster, in pixels: as wide as a phone shows it sharp, and of the shape of its screen. */
export const POSTER = { width: 750, height: 1334 } as const;

/** A code that is smaller is not read from the screen of a phone. */
export const LEAST_CODE = 160;

/** What papers and inks look like. */
export const posterColors = {
  red: '#c7372f',
  orange: '#e8772e',
  green: '#2f7d4f',
  white: '#ffffff',
  black: '#1d1f21',
  gold: '#f3d9a0',
} as const;

/** The shares of what is left beside a text that stand before it. */
export const posterShift = { left: 0, centre: 0.5, right: 1 } as const;

/** What the words of a poster stand for, as operators type it. */
export const posterHolders = { nickname: '{昵称}', activity: '{活动}' } as const;

const say = { kind: 'words', product: null, x: 75, width: 600, ink: 'white', align: 'centre' } as const;

/** What a new poster begins with, and what is drawn where a shop has made none of its own. */
export const plainParts = [
  { ...say, text: '{活动}', y: 150, size: 72, ink: 'gold' },
  { ...say, text: '{昵称} 邀请你一起来', y: 390, size: 40 },
  { kind: 'code', text: null, product: null, x: 175, y: 530, width: 400, size: null, ink: null, align: null },
  { ...say, text: '长按或扫码打开', y: 1010, size: 36 },
] as const;
