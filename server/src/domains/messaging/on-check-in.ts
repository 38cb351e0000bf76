import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { checkInDue } from '../loyalty/events.ts';
import type { Cause } from './cause.ts';
import { queueMessages } from './queue.ts';

/** She asked to be reminded at this hour: once a day, by her subscription alone. In the shop itself she sees it anyway. */
export const onCheckIn = listener({
  name: 'messaging.on-check-in',
  on: [checkInDue],
  batch: 1000,
  handle: async (ctx, facts) =>
    queueMessages(
      ctx,
      facts.flatMap((told) => {
        const due = payloadOf(checkInDue, told);
        if (!due || told.personNo === null) return [];
        return [
          {
            key: `check_in:${due.memberId}:${due.day}`,
            memberId: due.memberId,
            personNo: told.personNo,
            templateKey: 'checkInReminder',
            channels: ['subscribe'],
            variables: { points: String(due.points), streak: String(due.streak) },
            because: { kind: 'check_in', id: due.day, label: words('签到提醒', 'Check-in reminder') },
          },
        ];
      }),
    ),
});

type Asked = { readonly memberId: string; readonly day: string };

/** Behind a reminder stands a day that still goes on, without her check-in. */
export const checkInMessages = (
  stillToCheckIn: (ctx: Ctx, asked: readonly Asked[]) => Promise<ReadonlySet<string>>,
): Cause => ({
  kind: 'check_in',
  async noLonger(ctx, leaving) {
    const asked = leaving.map(({ id, sourceKey, causeId }) => {
      const [, memberId = ''] = sourceKey.split(':');
      return { id, memberId, day: causeId };
    });
    const still = await stillToCheckIn(ctx, asked);
    return new Map(asked.flatMap(({ id, memberId }) => (still.has(memberId) ? [] : [[id, 'done'] as const])));
  },
});
