import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import type { BenefitKinds } from './benefit-kind.ts';
import { groupBy } from './group-by.ts';

const closedNote = words('已关闭', 'closed');

export const benefitPicks = (kinds: BenefitKinds): Picks => ({
  /** Benefits of every kind, as `<kind>:<id>`. */
  async benefit(ctx, benefits) {
    const named = await Promise.all(
      [...groupBy(benefits, (benefit) => benefit.split(':')[0] ?? '')].map(async ([kind, all]) => {
        const ids = all.map((benefit) => benefit.slice(kind.length + 1));
        const names = (await kinds.get(kind)?.names(ctx, ids)) ?? new Map();
        return [...names].map(([id, name]) => [`${kind}:${id}`, name] as const);
      }),
    );
    return new Map(named.flat());
  },
  async budget(ctx, ids) {
    const { rows } = await sql<{ id: string; name: string; closed: boolean }>`
      select id, name, closed from benefits.budget where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ id, name, closed }) => ({ id, name, ended: closed, note: closed ? closedNote : null })),
    );
  },
});
