import { inOtherUnits, unitsAsLetters } from './measures.ts';
import { readingsOf } from './readings.ts';

/** Counted up when what is indexed changes: products that were indexed otherwise are indexed again. */
export const INDEX_VERSION = 4;

const CJK = /\p{Script=Han}/u;
const LONGEST_PINYIN = 18;
const LONGEST_INITIALS = 8;
/** Among so many syllables one may be read otherwise than is likeliest. */
const OTHERWISE_WITHIN = 6;
/** Letters in a Chinese word, as in 维C or A2奶; what is longer is a word of its own. */
const LONGEST_LETTERS = 3;

/**
 * What a product can be found by: single characters and pairs of neighbours of its Chinese text, and of its name also
 * every prefix of the pinyin and of the initials, from each character on (`pingguo`, `pg` for 红富士苹果), in every reading
 * of each character. What weighs 500g is found by 500克 and 1斤 too. `c:` marks characters, `p:` letters and digits.
 */
export function indexTerms(name: string, others: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of [name, ...inOtherUnits(name), ...others]) for (const term of textTerms(text)) terms.add(term);
  // What stands between two Chinese words is not spelled: 草莓 500g 礼盒 is caomeilihe too.
  const runs = runsOf(name);
  const chinese = runs.filter((part) => CJK.test(part));
  for (const term of spellings(readingsOf(chinese.join('')))) terms.add(`p:${term}`);
  const withLetters = runs.filter((part) => CJK.test(part) || isFewLetters(part));
  if (withLetters.length > chinese.length)
    for (const term of spellings(withLetters.flatMap((part) => (CJK.test(part) ? readingsOf(part) : [[part]]))))
      terms.add(`p:${term}`);
  return [...terms];
}

const isFewLetters = (part: string): boolean => part.length <= LONGEST_LETTERS && /^\p{L}+$/u.test(part);

function textTerms(text: string): string[] {
  return runsOf(text).flatMap((part) => {
    if (!CJK.test(part))
      return prefixes(part, LONGEST_PINYIN).flatMap((prefix) => [`p:${prefix}`, `p:${prefix.replaceAll('v', 'u')}`]);
    const chars = [...part];
    return [...chars, ...pairsOf(chars)].map((gram) => `c:${gram}`);
  });
}

/** What a text asks for. */
export type Wanted = {
  /** All of these must be among a product's terms. */
  readonly all: readonly string[];
  /** Of the neighbours in each run of characters at least so many: words must stay whole, whatever stands between them. */
  readonly runs: readonly { readonly pairs: readonly string[]; readonly least: number }[];
  /** The text itself, as names are compared with it. */
  readonly text: string;
};

/** Nothing to search for: null. */
export function queryTerms(text: string): Wanted | null {
  const all = new Set<string>();
  const runs: { pairs: string[]; least: number }[] = [];
  for (const part of runsOf(text)) {
    const chars = [...part];
    if (!CJK.test(part)) all.add(`p:${part.slice(0, LONGEST_PINYIN)}`);
    else if (chars.length === 2) all.add(`c:${part}`);
    else {
      for (const char of chars) all.add(`c:${char}`);
      if (chars.length > 2)
        runs.push({ pairs: pairsOf(chars).map((pair) => `c:${pair}`), least: Math.floor(chars.length / 2) });
    }
  }
  return all.size === 0 ? null : { all: [...all], runs, text: text.normalize('NFKC').toLowerCase().trim() };
}

/** Runs of Chinese characters, of letters and of digits, in lower case and without tones: `iPhone15` is iphone and 15, 500克 500 and g. */
export function runsOf(text: string): string[] {
  const plain = unitsAsLetters(text.normalize('NFKC').toLowerCase())
    .replaceAll('u:', 'v')
    .normalize('NFD')
    .replace(/u(\p{M}*)\u0308/gu, 'v$1')
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC');
  return plain.match(/\p{Script=Han}+|\p{N}+|(?:(?!\p{Script=Han})\p{L})+/gu) ?? [];
}

/** How a run of characters is likeliest read, without tones. */
export function pinyinOf(run: string): string {
  return readingsOf(run)
    .map((of) => of[0] ?? '')
    .join('');
}

function pairsOf(chars: readonly string[]): string[] {
  return chars.slice(1).map((char, at) => `${chars[at]}${char}`);
}

/** From each character on: the likeliest readings, and those with one of the first syllables read otherwise. */
function spellings(readings: readonly (readonly string[])[]): string[] {
  return readings.flatMap((_, from) => {
    const rest = readings.slice(from, from + LONGEST_PINYIN);
    const likeliest = rest.map((of) => of[0] ?? '');
    const otherwise = rest
      .slice(0, OTHERWISE_WITHIN)
      .flatMap((of, at) => of.slice(1).map((reading) => likeliest.with(at, reading)));
    return [likeliest, ...otherwise].flatMap((syllables) => [
      ...prefixes(syllables.join(''), LONGEST_PINYIN),
      ...prefixes(syllables.map((syllable) => syllable[0] ?? '').join(''), LONGEST_INITIALS),
    ]);
  });
}

function prefixes(text: string, longest: number): string[] {
  return Array.from({ length: Math.min(text.length, longest) }, (_, at) => text.slice(0, at + 1));
}
