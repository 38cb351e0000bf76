import { type Answer, api, type Input, uuid } from '../api/index.ts';
import { leadTo } from '../catalog/lead-to.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import { t } from './texts.ts';

export type Placement = Answer<'GET /api/shop/placements'>['items'][number];
export type PlacedOn = Input<'GET /api/shop/placements'>['query']['page'];

/** One showing on this screen. What is told of it carries one key, so that nothing is counted twice however often it is sent. */
export type Showing = {
  readonly placement: Placement;
  readonly key: string;
  /** Whether it may come onto the screen; asked once, where it is counted how often she sees it. */
  appear(): Promise<boolean>;
  /** `stays`: what it leads to opens where it stands. */
  tap(stays?: boolean): Promise<void>;
  close(): void;
};

export function showingOf(placement: Placement, page: PlacedOn): Showing {
  const key = uuid();
  const told = { params: { id: placement.id }, body: { key, page } };
  let asked: Promise<boolean> | null = null;
  return {
    placement,
    key,
    async appear() {
      asked ??= quietly(async () => api('POST /api/shop/placements/:id/showings', told)).then(
        (answer) => answer?.shown ?? !placement.asks,
      );
      // What is not counted does not wait for the answer.
      return placement.asks ? asked : true;
    },
    async tap(stays = false) {
      const { target, targetId } = placement;
      const send = async () => api('POST /api/shop/placements/:id/taps', told);
      if (target !== 'coupon') {
        void quietly(send);
        if (!stays) leadTo({ page: target, id: targetId });
        return;
      }
      const answer = await attempt(send);
      if (answer === null) return;
      if (answer.answer === 'taken') wx.haptic();
      const words = answer.words === null ? '' : say(answer.words);
      toast(answer.answer === 'taken' ? t('taken', { name: words }) : words);
    },
    close() {
      void quietly(async () => api('POST /api/shop/placements/:id/closings', told));
    },
  };
}

/** She came for the shop: without a network there is nothing to see here, and nothing is said of it. */
export async function quietly<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
