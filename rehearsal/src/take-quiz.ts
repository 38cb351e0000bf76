import type { OpenMiniProgram } from './mini-program.ts';

/** Of so many who begin one thinks better of it. */
const LEAVES = 7;

/** She opens a quiz, or comes back to it, and answers what she has not. `her`, a number that is hers, says what: no dice, whatever else she does stays as it was. */
export async function takeQuiz(program: OpenMiniProgram, id: string, her: number): Promise<void> {
  const params = { id };
  const shown = await program.quietly(async () => program.ask('POST /api/shop/quizzes/:id/visits', { params }));
  if (shown === null || shown.outcome !== 'open' || her % LEAVES === 0) return;
  const answers = shown.questions.map((one, at) => ((her >> at) + (her % 5)) % one.answers.length);
  await program.quietly(async () => program.ask('POST /api/shop/quizzes/:id/answers', { params, body: { answers } }));
}
