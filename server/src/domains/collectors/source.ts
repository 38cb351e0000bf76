import type { collectorContract } from '@huoshui/contracts/collectors';
import type { RouteOut } from '@huoshui/contracts/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

type Shown = RouteOut<(typeof collectorContract)['PUT /api/admin/collectors/:id']>;

/** What a request needs to know of the source whose key it shows. */
export type Source = Pick<Shown, 'id' | 'vendor' | 'place' | 'naming' | 'listing' | 'names' | 'attributes'> & {
  readonly no: number;
  readonly name: string;
  readonly isRevoked: boolean;
  /** The key was replaced by another. */
  readonly isOldKey: boolean;
};

/** Asked for every request: what an operator revokes or changes is so at once, in every process. */
export async function findByKey(ctx: Ctx, key: string): Promise<Source | null> {
  if (!KEY.test(key)) return null;
  const { rows } = await sql<Source>`
    select s.no, s.id, s.name, s.vendor, s.place, s.naming, s.listing, s.names, s.attributes,
      s.revoked_at is not null as is_revoked, k.ended_at is not null as is_old_key
    from collectors.key k join collectors.source s on s.no = k.source_no where k.hash = ${hashOf(ctx, key)}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Letters that every SDK takes for a key and every address carries as they are. */
const KEY = /^hsc_[0-9A-Za-z]{32}$/;

/** By a hash alone a key is found: nobody who reads the table can send with what stands there. */
export function hashOf(ctx: Ctx, key: string): string {
  return ctx.crypto.blindIndex(key, 'collectors.key');
}
