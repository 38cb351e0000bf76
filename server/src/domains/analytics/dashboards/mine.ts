import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** Whoever asks; nobody owns what the system asks for. */
export function meOf({ actor }: Pick<Ctx, 'actor'>): { readonly id: string; readonly name: string } {
  return actor.kind === 'operator' ? { id: actor.id, name: actor.name } : { id: '', name: '' };
}

/** What she may see of a table with owners. */
export function mineOrShared(ctx: Ctx, table: 'q' | 'd'): RawBuilder<unknown> {
  return sql`(${sql.raw(table)}.owner_id = ${meOf(ctx).id} or ${sql.raw(table)}.shared)`;
}
