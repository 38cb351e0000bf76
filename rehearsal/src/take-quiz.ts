import type { OpenMiniProgram } from './mini-program.ts';
import { between, oneIn } from './traits.ts';

/** Of so many who begin one thinks better of it. */
const LEAVES = 7;

/** She opens a quiz, or comes back to it, and answers what she has not. No dice: whatever else she does stays as it was. */
export async function takeQuiz(program: OpenMiniProgram, id: string): Promise<void> {
  const { wechatId } = program;
  const params = { id };
  const shown = await program.quietly(async () => program.ask('POST /api/shop/quizzes/:id/visits', { params }));
  if (shown === null || shown.outcome !== 'open' || oneIn(LEAVES, wechatId, `leaves the quiz ${shown.title}`)) return;
  const answers = shown.questions.map(({ text, answers }) => between(0, answers.length - 1, wechatId, text));
  await program.quietly(async () => program.ask('POST /api/shop/quizzes/:id/answers', { params, body: { answers } }));
}
