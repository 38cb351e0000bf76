import type { Condition } from '@huoshui/contracts/condition';
import type { QuizValues } from './quiz-form.ts';

type Question = QuizValues['questions'][number];

export const answersOf = ({ a, b, c }: Question): readonly string[] => [a, b, ...(c === null ? [] : [c])];

/** Which result these answers come to: the one chosen most, of equals the first. Null: they answer something else. Pure. */
export function resultOf({ questions, results }: QuizValues, answers: readonly number[]): number | null {
  if (answers.length !== questions.length) return null;
  const counts = results.map(() => 0);
  for (const [at, answer] of answers.entries()) {
    const question = questions[at];
    if (question === undefined || answer >= answersOf(question).length) return null;
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}

/** What is known of who answered so: by each answer, and by the result. */
export function tagsOf(
  { questions, results }: QuizValues,
  answers: readonly number[],
  result: number,
): ReadonlySet<string> {
  const said = questions.flatMap(({ aTag, bTag, cTag }, at) => [aTag, bTag, cTag][answers[at] ?? -1] ?? []);
  return new Set([...said, results[result]?.tag ?? []].flat());
}

/** Who is told the result; null: everybody. */
export const conditionOfQuiz = ({ for: whom, who }: QuizValues): Condition | null => (whom === 'some' ? who : null);

const HAS_ORDERED: Condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };

/** Who is given the gift; null: everybody. */
export function conditionOfGift({ giftFor, giftWho }: QuizValues): Condition | null {
  if (giftFor === 'newcomers') return { not: HAS_ORDERED };
  return giftFor === 'some' ? giftWho : null;
}
