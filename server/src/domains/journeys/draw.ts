import type { Field } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { drawFrom } from '../../platform/draw.ts';
import { form } from '../../platform/form/form.ts';
import type { Plan, Visitor } from './run.ts';
import type { Way } from './step.ts';

/**
 * A number from 0 to 100 that is hers at this node for good: whenever she comes again and in whichever version, she is
 * drawn the same way. Node by node, and from what the holdout is drawn with, it is independent.
 */
export function drawOf(salt: string, node: string, personNo: number): number {
  return drawFrom(salt, node, personNo);
}

const LETTERS = ['a', 'b', 'c', 'd'] as const;
type Letter = (typeof LETTERS)[number];
/** From how many ways on a letter is there. */
const some = { a: undefined, b: undefined, c: { field: 'parts', is: ['3', '4'] }, d: { field: 'parts', is: ['4'] } };
const nameOf = (letter: Letter): Words => words(`${letter.toUpperCase()} 组`, `Group ${letter.toUpperCase()}`);

/** Two to four ways; the fourth is there only when somebody asked for four. */
export const splitWays: readonly Way[] = LETTERS.map((letter) => {
  const when = some[letter];
  return { key: letter, words: nameOf(letter), ...(when ? { when } : {}) };
});

const partOf = { kind: 'percent', min: 1, max: 99 } as const;

export const splitFields = [
  {
    key: 'parts',
    label: words('分成', 'Into'),
    kind: 'choice',
    options: [
      { value: '2', label: words('2 组', '2 groups') },
      { value: '3', label: words('3 组', '3 groups') },
      { value: '4', label: words('4 组', '4 groups') },
    ],
    initial: '2',
  },
  { key: 'a', label: nameOf('a'), ...partOf, initial: 50 },
  { key: 'b', label: nameOf('b'), ...partOf, initial: 50 },
  { key: 'c', label: nameOf('c'), ...partOf, when: { field: 'parts', is: ['3', '4'] } },
  { key: 'd', label: nameOf('d'), ...partOf, when: { field: 'parts', is: ['4'] } },
] as const satisfies readonly Field[];

export type Shares = Readonly<Record<Letter, number | null>>;

/** What is wrong with shares that do not make a whole. */
export function shareProblem(shares: Shares): { readonly at: string; readonly words: Words } | null {
  const sum = LETTERS.reduce((all, letter) => all + (shares[letter] ?? 0), 0);
  if (sum === 100) return null;
  return {
    at: LETTERS.findLast((letter) => shares[letter] !== null) ?? 'a',
    words: words(`各组加起来要是 100%，现在是 ${sum}%`, `The groups must add up to 100%, not ${sum}%`),
  };
}

/** 50% / 30% / 20%. */
export function sharesText(shares: Shares): string {
  return LETTERS.flatMap((letter) => (shares[letter] === null ? [] : [`${shares[letter]}%`])).join(' / ');
}

export const splitForm = form({
  fields: splitFields,
  problem: shareProblem,
  sentence: (shares) => words(`随机分成 ${sharesText(shares)}`, `Split at random: ${sharesText(shares)}`),
});

/** Who goes which way. */
export function partAtRandom<V extends Visitor>(
  { salt }: Pick<Plan, 'salt'>,
  node: string,
  shares: Shares,
  runs: readonly V[],
): readonly { readonly way: Letter; readonly runs: readonly V[] }[] {
  const part = (person: number): Letter | undefined => {
    let left = drawOf(salt, node, person);
    return LETTERS.find((letter) => {
      left -= shares[letter] ?? 0;
      return left < 0;
    });
  };
  const drawn = runs.map((run) => ({ run, way: part(run.personNo) }));
  return LETTERS.map((way) => ({ way, runs: drawn.flatMap((one) => (one.way === way ? [one.run] : [])) }));
}

/** The same of history: chance does not hang on time. */
export async function wouldPart(
  _ctx: unknown,
  { key, values }: { readonly key: string; readonly values: Shares },
  { persons, salt }: { readonly persons: readonly number[]; readonly salt: string },
): Promise<(personNo: number) => string | null> {
  const runs = persons.map((personNo) => ({ id: 0, personNo, visit: 0 }));
  const parts = partAtRandom({ salt }, key, values, runs);
  const wayOf = new Map(parts.flatMap(({ way, runs }) => runs.map(({ personNo }) => [personNo, way] as const)));
  return (personNo) => wayOf.get(personNo) ?? null;
}
