import { quizContract as contract } from '@huoshui/contracts/quizzes';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { Her } from './entries.ts';
import { finishQuiz, type Ports, visitQuiz } from './take.ts';

/** Whom a result is for is asked of the event store too, with no transaction open. */
const apart = { member: true, transaction: false } as const;

export function shopRoutes(ports: Ports): readonly Route[] {
  return [
    route(contract, 'POST /api/shop/quizzes/:id/visits', { ...apart, perMinute: 60 }, async (ctx, { params }) =>
      visitQuiz(ctx, ports, her(ctx), params.id),
    ),
    route(contract, 'POST /api/shop/quizzes/:id/answers', { ...apart, perMinute: 30 }, async (ctx, { params, body }) =>
      finishQuiz(ctx, ports, her(ctx), params.id, body.answers),
    ),
  ];
}

function her({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
