import { quizContract as contract } from '@huoshui/contracts/quizzes';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { figuresOfQuiz } from './figures.ts';
import type { QuizForm } from './quiz-form.ts';
import { archiveQuiz, changeQuiz, createQuiz, listQuizzes, readQuiz } from './quizzes.ts';

const READ = { can: 'activities.read' } as const;
const WRITE = { can: 'activities.write' } as const;
const note =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

export function adminRoutes(form: QuizForm): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/quizzes', READ, async (ctx, { query }) => listQuizzes(ctx, form, query)),
    route(
      contract,
      'POST /api/admin/quizzes',
      { ...WRITE, audit: note(words('新建趣味测试', 'Made the quiz')) },
      async (ctx, { body }) => createQuiz(ctx, form, body.values),
    ),
    route(contract, 'GET /api/admin/quizzes/:id', READ, async (ctx, { params }) => readQuiz(ctx, form, params.id)),
    route(
      contract,
      'PUT /api/admin/quizzes/:id',
      { ...WRITE, audit: note(words('修改趣味测试', 'Changed the quiz')) },
      async (ctx, { params, body }) => changeQuiz(ctx, form, params.id, body.values),
    ),
    route(
      contract,
      'POST /api/admin/quizzes/:id/archiving',
      {
        ...WRITE,
        audit: ({ body }, { name }) => ({
          summary: named(
            body.archived ? words('停用趣味测试', 'Archived the quiz') : words('恢复趣味测试', 'Brought back the quiz'),
            name,
          ),
        }),
      },
      async (ctx, { params, body }) => archiveQuiz(ctx, form, params.id, body.archived),
    ),
    route(contract, 'GET /api/admin/quizzes/:id/figures', READ, async (ctx, { params, query }) =>
      figuresOfQuiz(ctx, params.id, query),
    ),
  ];
}
