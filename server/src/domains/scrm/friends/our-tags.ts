import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** WeCom calls back nothing of what is done through its API: what we set of a friend's corp tags is kept here at once. */
export async function keepOurTags(
  ctx: Ctx,
  friendId: string,
  { add, remove = [] }: { readonly add: readonly string[]; readonly remove?: readonly string[] },
): Promise<void> {
  await sql`
    update scrm.friend set tag_ids = coalesce((
      select array_agg(tag order by tag) from (
        select distinct tag collate "C" as tag from unnest(coalesce(tag_ids, '{}') || ${[...add]}::text[]) as t (tag)
        where tag <> all(${[...remove]}::text[])
      ) as tags
    ), '{}') where id = ${friendId}
  `.execute(ctx.db);
}
