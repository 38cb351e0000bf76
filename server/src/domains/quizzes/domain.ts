import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { type ConditionKind, conditionKit, createHoldsNow } from '../audiences/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { quizErrors } from './errors.ts';
import { quizFinished } from './events.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { quizOutcomes } from './outcomes.ts';
import { quizPeople } from './people.ts';
import { quizForm } from './quiz-form.ts';
import { quizPicks } from './quizzes.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { quizScorecards } from './scorecard.ts';

export { isQuizOpenFor, quizzesOpenFor } from './quizzes.ts';

type Given = {
  readonly benefits: BenefitKinds;
  /** What may be asked of people beside what audiences know. */
  readonly conditions: readonly ConditionKind[];
};

/** Quizzes: a few questions for a newcomer or for who is led there; her answers tag her, her result is told and brings a gift at once. */
export function quizzes({ benefits: kinds, conditions }: Given): Domain {
  const kit = conditionKit(conditions);
  const form = quizForm(kit);
  return {
    name: 'quizzes',
    routes: [...adminRoutes(form), ...shopRoutes({ kinds, holds: createHoldsNow(kit) })],
    listeners: [onMemberMerged],
    belongings: [
      rowsOfHers({
        name: 'quizzes',
        words: words('做过的趣味测试', 'Quizzes she took'),
        table: 'quizzes.entry',
        by: 'member_id',
      }),
    ],
    errors: quizErrors,
    forms: { 'quizzes.quiz': form },
    facts: [quizFinished],
    people: [quizPeople],
    outcomes: quizOutcomes,
    scorecards: [quizScorecards],
    picks: quizPicks,
  };
}
