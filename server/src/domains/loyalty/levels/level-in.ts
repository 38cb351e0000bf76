import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { condition } from '../../audiences/index.ts';
import { growthRule } from './growth-rule.ts';

/** Levels keep no history of sets: at a moment of the past, whoever has the level now. */
export const levelIn = condition({
  kind: 'level_in',
  about: 'benefits',
  words: words('会员等级', 'Has a level'),
  form: form({
    fields: [{ key: 'levels', label: words('等级', 'Levels'), kind: 'picker', of: 'level', many: 20 }],
    sentence: ({ levels }, names) => {
      const all = levels.map((id) => names('level', id) ?? words('已删除的等级', 'a level that is gone'));
      return words(
        `等级是${all.map(({ zh }) => zh).join('、')}`,
        `has the level ${all.map(({ en }) => en).join(' or ')}`,
      );
    },
  }),
  persons: async (ctx, { levels }) => personsAmong(await personsOn(ctx, levels)),
  holds: async (ctx, { levels }, personNos) => new Set(await personsOn(ctx, levels, personNos)),
});

/** Everyone who has one of these levels now, or those of these persons. */
export async function personsOn(
  ctx: Ctx,
  levelIds: readonly string[],
  among?: readonly number[],
): Promise<readonly number[]> {
  const { on } = await getSetting(ctx, growthRule);
  if (!on) return [];
  const { rows } = await sql<{ personNo: number }>`
    select person_no from loyalty.standing where level_id = any(${[...levelIds]}::text[])
      and ${among ? sql`person_no = any(${[...among]}::int[])` : sql`true`}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
