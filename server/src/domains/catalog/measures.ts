/** Units that people write in either way; in lower case. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d)\s*(?:千克|公斤)/gu, 'kg'],
  [/(?<=\d)\s*克/gu, 'g'],
  [/(?<=\d)\s*毫升/gu, 'ml'],
  [/(?<=\d)\s*升/gu, 'l'],
];

/** `500克` as `500g`: names and what is asked for read alike. */
export function unitsAsLetters(text: string): string {
  return LETTERS.reduce((done, [written, letters]) => done.replace(written, letters), text);
}

/** Grams of one. A 斤 is half a kilogram. */
const GRAMS = { g: 1, kg: 1000, 斤: 500 } as const;
const WEIGHT = /(\d+(?:\.\d+)?)\s*(kg|g|斤)(?![a-z])/gu;

/** The weights in a name as they are also said: `500g` is `1斤`, `2斤` is `1000g` and `1kg`. Whole numbers only. */
export function inOtherUnits(name: string): string[] {
  const text = unitsAsLetters(name.normalize('NFKC').toLowerCase());
  return [...text.matchAll(WEIGHT)].flatMap(([, amount, unit]) => {
    const grams = Number(amount) * (unit === 'kg' || unit === 'g' || unit === '斤' ? GRAMS[unit] : 0);
    return Object.entries(GRAMS)
      .filter(([other, each]) => other !== unit && Number.isInteger(grams / each) && grams > 0)
      .map(([other, each]) => `${grams / each}${other}`);
  });
}
