import { pinyin } from 'pinyin-pro';

const CJK = /\p{Script=Han}/u;
const LONGEST_PINYIN = 18;
const LONGEST_INITIALS = 8;

/**
 * What a product can be found by: single characters and pairs of neighbours of its Chinese text, and of its name also
 * every prefix of the pinyin and of the initials, from each character on (`pingguo`, `pg` for 红富士苹果).
 * `c:` marks characters, `p:` letters and digits.
 */
export function indexTerms(name: string, others: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of [name, ...others]) {
    for (const part of partsOf(text)) {
      if (CJK.test(part)) for (const gram of grams(part, true)) terms.add(`c:${gram}`);
      else for (const prefix of prefixes(part, LONGEST_PINYIN)) terms.add(`p:${prefix}`);
    }
  }
  for (const part of partsOf(name)) if (CJK.test(part)) for (const term of spellings(part)) terms.add(`p:${term}`);
  return [...terms];
}

/** What must all be among a product's terms for it to match; empty when the text has nothing to search for. */
export function queryTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const part of partsOf(text)) {
    if (CJK.test(part)) for (const gram of grams(part, false)) terms.add(`c:${gram}`);
    else terms.add(`p:${part.slice(0, LONGEST_PINYIN)}`);
  }
  return [...terms];
}

/** Runs of Chinese characters and runs of letters and digits, in lower case. */
function partsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []
  );
}

function grams(run: string, singles: boolean): string[] {
  const chars = [...run];
  const pairs = chars.slice(1).map((char, at) => `${chars[at]}${char}`);
  return singles || pairs.length === 0 ? [...chars, ...pairs] : pairs;
}

function spellings(run: string): string[] {
  const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true }).map((s) => s.toLowerCase());
  return syllables.flatMap((_, from) => {
    const rest = syllables.slice(from);
    const initials = rest.map((syllable) => syllable[0] ?? '').join('');
    return [...prefixes(rest.join(''), LONGEST_PINYIN), ...prefixes(initials, LONGEST_INITIALS)];
  });
}

function prefixes(text: string, longest: number): string[] {
  return Array.from({ length: Math.min(text.length, longest) }, (_, at) => text.slice(0, at + 1));
}
