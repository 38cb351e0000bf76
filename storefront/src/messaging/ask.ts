import type { AskMoment } from '@huoshui/contracts/words/messaging';
import { type Answer, api, useLoad } from '../api/index.ts';
import { track } from '../track/index.ts';
import { attempt } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';

export type Ask = Answer<'GET /api/shop/asks'>['moments'][string][number];

/**
 * What she may be asked to allow after an act, and the asking. `ask` opens WeChat's dialog, which it does in a tap only: call
 * it first of all in what the tap does. It answers how many she allowed; null where there was nothing to ask, or no answer.
 */
export function useAsk(moment: AskMoment): {
  readonly asks: readonly Ask[];
  readonly ask: () => Promise<number | null>;
} {
  const load = useLoad(async () => api('GET /api/shop/asks', {}), [], { fresh: true });
  const asks = load.data?.moments[moment] ?? [];
  const ask = async () => {
    if (asks.length === 0) return null;
    const answers = await attempt(async () => wx.subscribe(asks.map(({ templateId }) => templateId)));
    if (answers === null) return null;
    const accepted = Object.values(answers).filter((answer) => answer.startsWith('accept')).length;
    track('subscribe_answer', { value: accepted, props: { moment, asked: asks.length, accepted } });
    await attempt(async () => api('POST /api/shop/subscriptions', { body: { moment, answers: { ...answers } } }));
    void load.reload();
    return accepted;
  };
  return { asks, ask };
}
