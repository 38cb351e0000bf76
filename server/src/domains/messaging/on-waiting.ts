import { words } from '@huoshui/contracts/words';
import { shanghaiMoment } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { activityGoesOn } from '../activities/events.ts';
import type { Cause } from './cause.ts';
import { queueMessages } from './queue.ts';

/** A day of an activity took no more when she came, and she asked to be told when it goes on: once, by her subscription alone. */
export const onWaiting = listener({
  name: 'messaging.on-waiting',
  on: [activityGoesOn],
  batch: 1000,
  handle: async (ctx, facts) =>
    queueMessages(
      ctx,
      facts.flatMap((told) => {
        const open = payloadOf(activityGoesOn, told);
        if (!open || told.personNo === null) return [];
        const { memberId, activityId, name, goesOnAt, app } = open;
        const { day, time } = shanghaiMoment(new Date(goesOnAt));
        return [
          {
            key: `activity_goes_on:${activityId}:${goesOnAt}:${memberId}`,
            memberId,
            personNo: told.personNo,
            templateKey: 'playGoesOn',
            channels: ['subscribe'],
            variables: { activity: name, activityId, at: `${day} ${time}` },
            app,
            because: { kind: 'activity_goes_on', id: activityId, label: words('活动开放提醒', 'An activity opens') },
          },
        ];
      }),
    ),
});

/** Behind it stands an activity that is not over. */
export const waitingMessages = (
  stillRunning: (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Cause => ({
  kind: 'activity_goes_on',
  async noLonger(ctx, leaving) {
    const still = await stillRunning(
      ctx,
      leaving.map(({ causeId }) => causeId),
    );
    return new Map(leaving.flatMap(({ id, causeId }) => (still.has(causeId) ? [] : [[id, 'done'] as const])));
  },
});
