import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { answersOf, resultOf, tagsOf } from './quiz.ts';
import type { QuizValues } from './quiz-form.ts';
import { question, quizValues, result } from './testing.ts';

const app = await testApp({ env: { ROLE: 'api' } });
const { cookie } = await signedIn(app.ctx);

/** As the form reads them. */
async function read(more: object): Promise<QuizValues> {
  const { body } = await app.call('POST /api/admin/quizzes', {
    cookie,
    body: { values: quizValues('样子', null, { ...more }) },
  });
  return body.values;
}
const three = await read({
  questions: [question('1', { c: 'C', aTag: '早', cTag: '随' }), question('2', { bTag: '快' }), question('3')],
  results: [result('一', { tag: '甲' }), result('二', { tag: '快' }), result('三')],
});

it('the answer chosen most decides, of equals the first; whatever answers something else comes to nothing', () => {
  const any = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 0, maxLength: 5 });
  fc.assert(
    fc.property(any, (answers) => {
      const fits =
        answers.length === three.questions.length &&
        three.questions.every((one, at) => (answers[at] ?? 9) < answersOf(one).length);
      const came = resultOf(three, answers);
      if (!fits) return came === null;
      const times = (place: number) => answers.filter((one) => one === place).length;
      const most = Math.max(...answers.map(times));
      return came === [0, 1, 2].find((place) => times(place) === most);
    }),
    { numRuns: 500 },
  );
});

it('tags by each answer and by the result, each tag once', () => {
  expect(tagsOf(three, [0, 1, 1], 1)).toEqual(new Set(['早', '快']));
  expect(tagsOf(three, [2, 0, 0], 0)).toEqual(new Set(['随', '甲']));
  expect(tagsOf(three, [1, 0, 1], 2)).toEqual(new Set());
});
