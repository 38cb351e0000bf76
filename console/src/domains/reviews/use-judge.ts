import type { reviewAct } from '@huoshui/contracts/words/reviews';
import { api } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { useReviewText } from './texts.ts';

/** Shows or hides these, and says that it is done. */
export function useJudge() {
  const t = useReviewText();
  const { busy, act } = useAct(['reviews']);
  const judge = async (ids: readonly string[], what: keyof typeof reviewAct) =>
    act(
      async () => api('POST /api/admin/reviews/judgements', { body: { ids: [...ids], act: what } }),
      t(what === 'show' ? 'shown_done' : 'hidden_done'),
    );
  return { busy, judge };
}
