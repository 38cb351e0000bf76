import { words } from '@huoshui/contracts/words';
import { shanghaiMoment } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { flashSoon } from '../activities/events.ts';
import type { Cause } from './cause.ts';
import { queueMessages } from './queue.ts';

/** She asked to be told before a session begins: once, by her subscription alone. In the shop itself she sees it anyway. */
export const onFlashSale = listener({
  name: 'messaging.on-flash-sale',
  on: [flashSoon],
  batch: 1000,
  handle: async (ctx, facts) =>
    queueMessages(
      ctx,
      facts.flatMap((told) => {
        const soon = payloadOf(flashSoon, told);
        if (!soon || told.personNo === null) return [];
        const { memberId, activityId, name, sessionId, startsAt, app } = soon;
        const { day, time } = shanghaiMoment(new Date(startsAt));
        return [
          {
            key: `flash_sale:${sessionId}:${memberId}`,
            memberId,
            personNo: told.personNo,
            templateKey: 'flashSoon',
            channels: ['subscribe'],
            variables: { activity: name, activityId, at: `${day} ${time}` },
            app,
            because: { kind: 'flash_sale', id: sessionId, label: words('秒杀提醒', 'Reminder of a flash sale') },
          },
        ];
      }),
    ),
});

/** Behind a reminder stands a session that is not over. */
export const flashMessages = (
  sessionsToCome: (ctx: Ctx, asked: readonly { readonly sessionId: string }[]) => Promise<ReadonlySet<string>>,
): Cause => ({
  kind: 'flash_sale',
  async noLonger(ctx, leaving) {
    const still = await sessionsToCome(
      ctx,
      leaving.map(({ causeId }) => ({ sessionId: causeId })),
    );
    return new Map(leaving.flatMap(({ id, causeId }) => (still.has(causeId) ? [] : [[id, 'done'] as const])));
  },
});
