import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { themeCame } from '../themes/events.ts';
import type { Cause } from './cause.ts';
import { queueMessages } from './queue.ts';

/** She asked to be told of a day: once, by her subscription alone. In the shop itself she sees it anyway. */
export const onTheme = listener({
  name: 'messaging.on-theme',
  on: [themeCame],
  batch: 1000,
  handle: async (ctx, facts) =>
    queueMessages(
      ctx,
      facts.flatMap((told) => {
        const came = payloadOf(themeCame, told);
        if (!came || told.personNo === null) return [];
        const { memberId, themeId, name, day, app } = came;
        return [
          {
            key: `theme:${day}:${memberId}`,
            memberId,
            personNo: told.personNo,
            templateKey: 'themeCame',
            channels: ['subscribe'],
            variables: { theme: name },
            app,
            because: { kind: 'theme', id: themeId, label: words('主题日提醒', 'Reminder of a theme') },
          },
        ];
      }),
    ),
});

type Asked = { readonly id: string; readonly memberId: string; readonly day: string; readonly themeId: string };
type NoLongerAwaited = (ctx: Ctx, asked: readonly Asked[]) => Promise<ReadonlyMap<Asked, 'done' | 'theme_off'>>;

/** Behind a reminder stands a day that still goes on, has still the theme she asked for, and that she still waits for. */
export const themeMessages = (noLongerAwaited: NoLongerAwaited): Cause => ({
  kind: 'theme',
  async noLonger(ctx, leaving) {
    const asked = leaving.map(({ id, sourceKey, causeId }) => {
      const [, day = '', memberId = ''] = sourceKey.split(':');
      return { id, day, memberId, themeId: causeId };
    });
    const found = await noLongerAwaited(ctx, asked);
    return new Map([...found].map(([{ id }, why]) => [id, why]));
  },
});
