import { pinyinOf, queryTerms, runsOf, type Wanted } from './search-terms.ts';

const HAN = /\p{Script=Han}/u;
/** Words up to here are looked for with one character left out. */
const LONGEST_DROPPED = 8;
/** Shorter words with another letter are other words. */
const SHORTEST_MISTYPED = 5;
const LONGEST_MISTYPED = 18;

/** One way to read what she may have meant: all of `all` and its runs, and of each list in `either` one. */
export type Meant = Wanted & { readonly either: readonly (readonly string[])[] };

/**
 * What a text that found nothing may have meant: characters that sound the same (苹裹), one character that is not there
 * (纯牛奶 where only 牛奶 is sold, 红富土苹果), one letter of a word missed, doubled, swapped or wrong (pinguo, aplpe).
 */
export function nearTerms(text: string): Meant[] {
  const wanted = queryTerms(text);
  if (wanted === null) return [];
  const runs = runsOf(text);
  const said = runs.some((run) => HAN.test(run));
  return said ? [...sameSound(runs, wanted), ...oneLess(runs, wanted)] : mistyped(runs, wanted);
}

function sameSound(runs: readonly string[], { text }: Wanted): Meant[] {
  const spelled = pinyinOf(runs.filter((run) => HAN.test(run)).join('')).slice(0, LONGEST_MISTYPED);
  const plain = runs.filter((run) => !HAN.test(run)).map((run) => `p:${run.slice(0, LONGEST_MISTYPED)}`);
  return spelled === '' ? [] : [{ all: [`p:${spelled}`, ...plain], runs: [], text, either: [] }];
}

function oneLess(runs: readonly string[], { text }: Wanted): Meant[] {
  return runs.flatMap((run, at) => {
    const chars = [...run];
    if (!HAN.test(run) || chars.length < 3 || chars.length > LONGEST_DROPPED) return [];
    return chars.flatMap((_, without) => {
      const rest = runs.with(at, chars.toSpliced(without, 1).join('')).join(' ');
      const wanted = queryTerms(rest);
      return wanted === null ? [] : [{ ...wanted, text, either: [] }];
    });
  });
}

/** The longest word is the one that was mistyped; digits are meant. */
function mistyped(runs: readonly string[], { text }: Wanted): Meant[] {
  const [longest = ''] = runs.filter((run) => !/\d/.test(run)).toSorted((a, b) => b.length - a.length);
  if (longest.length < SHORTEST_MISTYPED || longest.length > LONGEST_MISTYPED) return [];
  const rest = runs.filter((run) => run !== longest).map((run) => `p:${run.slice(0, LONGEST_MISTYPED)}`);
  return [{ all: rest, runs: [], text, either: [oneOff(longest).map((word) => `p:${word}`)] }];
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Every word that is one slip of a finger away. */
function oneOff(word: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) found.add(before + letter + after);
    if (after === '') continue;
    for (const letter of LETTERS) found.add(before + letter + after.slice(1));
    // The last letter left out would be any word that begins so.
    if (after.length > 1) found.add(before + after.slice(1));
    if (after.length > 1) found.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  found.delete(word);
  return [...found];
}
