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

const holders = { nickname: /\{(?:昵称|nickname)\}/g, activity: /\{(?:活动|activity)\}/g } as const;

/** The words of a poster with what they stand for: `{昵称}` or `{nickname}`, `{活动}` or `{activity}`. */
export function posterText(text: string, said: { readonly nickname: string; readonly activity: string }): string {
  return text.replace(holders.nickname, () => said.nickname).replace(holders.activity, () => said.activity);
}

/** Whether something of hers stands in them. */
export const namesHer = (text: string): boolean => text.search(holders.nickname) >= 0;

const say = { kind: 'words', product: null, x: 75, width: 600, ink: 'white', align: 'centre' } as const;
const code = {
  ...({ kind: 'code', text: null, product: null, x: 175, y: 530, width: 400 } as const),
  ...({ size: null, ink: null, align: null } as const),
};

const parts = (title: string, invites: string, press: string) => [
  { ...say, text: title, y: 150, size: 72, ink: 'gold' as const },
  { ...say, text: invites, y: 390, size: 40 },
  code,
  { ...say, text: press, y: 1010, size: 36 },
];

/** What a new poster begins with, by the language of who makes it. */
export const plainParts = {
  zh: parts('{活动}', '{昵称} 邀请你一起来', '长按或扫码打开'),
  en: parts('{activity}', '{nickname} invites you', 'Press long, or scan'),
} as const;
