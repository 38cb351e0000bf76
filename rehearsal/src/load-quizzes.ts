import type { Api } from './api.ts';
import { demoQuizzes } from './shop/quizzes.ts';

/** The shop's quizzes, by their names, and the words that lead readers of an account to one; without accounts everybody is told at once. */
export async function loadQuizzes(
  api: Api,
  cookie: string,
  coupons: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { items } = await api('GET /api/admin/official-accounts', { cookie, query: {} });
  const accounts = new Map(items.map(({ name, id }) => [name, id]));
  const made = new Map<string, string>();
  for (const { questions, results, first, word, ...quiz } of demoQuizzes) {
    const account = first === undefined ? undefined : accounts.get(first.account);
    const values = {
      ...quiz,
      questions: questions.map(({ text, answers: [a, b, c] }) => ({
        ...{ text, a: a?.text ?? '', aTag: a?.tag ?? null, b: b?.text ?? '', bTag: b?.tag ?? null },
        ...{ c: c?.text ?? null, cTag: c?.tag ?? null },
      })),
      results: results.map(({ coupon, ...result }) => ({ ...result, gift: `coupon:${coupons.get(coupon) ?? ''}` })),
      ...(account === undefined || first === undefined
        ? { for: 'everybody' }
        : {
            ...{ for: 'some', who: { kind: 'follows_account', values: { accounts: [account] } } },
            ...{ otherwise: first.words, leads: 'account', account },
          }),
    };
    const { id } = await api('POST /api/admin/quizzes', { cookie, body: { values } });
    made.set(quiz.name, id);
    const at = word === undefined ? undefined : accounts.get(word.account);
    if (word !== undefined && at !== undefined)
      await api('POST /api/admin/account-rules', {
        cookie,
        body: {
          values: {
            ...{
              name: quiz.name,
              accounts: [at],
              on: 'keyword',
              words: [word.say],
              match: 'contains',
              for: 'everybody',
            },
            ...{ limit: 'always', reply: word.reply, hands: 'quiz', quiz: id, label: quiz.title, priority: 50 },
          },
        },
      });
  }
  return made;
}
