import { api, useShop } from '../api/index.ts';
import { track } from '../track/index.ts';
import { attempt } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';

/** WeChat sends one message of a template for each time that she agrees: asked right after an act that explains it. */
export function useConsent(moment: string, keys: readonly string[]): () => Promise<void> {
  const templates = useShop()?.templates ?? {};
  const ids = keys.flatMap((key) => (templates[key] ? [templates[key]] : []));
  return async () => {
    if (ids.length === 0) return;
    const answers = await attempt(async () => wx.subscribe(ids));
    if (answers === null) return;
    const accepted = Object.values(answers).filter((answer) => answer.startsWith('accept')).length;
    track('subscribe_answer', { value: accepted, props: { moment, asked: ids.length, accepted } });
    await attempt(async () => api('POST /api/shop/subscriptions', { body: { moment, answers: { ...answers } } }));
  };
}
