import { valuesOf, words } from '@huoshui/contracts/words';
import { quizResult, quizStep } from '@huoshui/contracts/words/quizzes';
import { sql } from 'kysely';
import { form } from '../../platform/form/form.ts';
import { people } from '../../platform/people/people.ts';
import { entriesOf, steps } from './figures.ts';

const results = valuesOf(quizResult);

/** Whom the figures of a quiz count. */
export const quizPeople = people({
  name: 'quizzes.people',
  can: 'activities.read',
  form: form({
    fields: [
      { key: 'quiz', label: words('趣味测试', 'Quiz'), kind: 'picker', of: 'quiz' },
      { key: 'range', label: words('开始的日期', 'Started in'), kind: 'day_range' },
      {
        key: 'who',
        label: words('哪些人', 'Who'),
        kind: 'choice',
        options: valuesOf(quizStep).map((value) => ({ value, label: quizStep[value] })),
        initial: 'finished',
      },
      {
        key: 'result',
        label: words('结果', 'Result'),
        kind: 'choice',
        options: results.map((value) => ({ value, label: quizResult[value] })),
        initial: 'any',
      },
    ],
    sentence: ({ quiz, range: { from, to }, who, result }, names) => {
      const name = names('quiz', quiz) ?? words(quiz, quiz);
      const of = result === 'any' ? words('', '') : words(`，${quizResult[result].zh}`, `, ${quizResult[result].en}`);
      return words(
        `${from} 至 ${to} 开始「${name.zh}」的：${quizStep[who].zh}${of.zh}`,
        `Of who began “${name.en}” in ${from} to ${to}: ${quizStep[who].en}${of.en}`,
      );
    },
  }),
  persons: async (ctx, { quiz, range, who, result }) => {
    const at = results.indexOf(result) - 1;
    const { rows } = await sql<{ personNo: number }>`
      select distinct person_no from ${entriesOf(quiz, range)} and ${steps[who]} ${at < 0 ? sql`` : sql`and result = ${at}`} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
