import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const about = { memberId: Type.String(), themeId: Type.String(), name: Type.String(), day: Type.String() };

/** She wants to be told in the morning of a day with a theme. */
export const themeAwaited = fact('theme.awaited', Type.Object(about), {
  words: words('预约主题日', 'Asked to be told of a theme'),
  tell: ({ name, day }) => ({
    side: 'act',
    title: words(`预约「${name}」提醒（${day}）`, `Asked to be told of “${name}” on ${day}`),
  }),
});

/** The day has come, and its theme is still what she asked for: one fact a person and day. */
export const themeCame = fact('theme.came', Type.Object({ ...about, app: Type.Optional(Type.String()) }), {
  words: words('预约的主题日到了', 'A theme she waited for'),
});
