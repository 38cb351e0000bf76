import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Block } from './page.ts';
import type { PageKind } from './ports.ts';
import { subjectParts } from './tested-block.ts';

type Row = {
  readonly id: string;
  readonly pageId: string;
  readonly name: string;
  readonly kind: PageKind;
  readonly block: Block;
};

type TestedBlock = {
  readonly id: string;
  readonly pageId: string;
  readonly page: { readonly name: string; readonly kind: PageKind };
  readonly block: Block;
};

/** Blocks as they are live; of what is not, as they were published last; of what never was, as they are edited. One statement for any number. */
export async function findTestedBlocks(ctx: Ctx, ids: readonly string[]): Promise<readonly TestedBlock[]> {
  const asked = [...new Set(ids)].map(subjectParts);
  const { rows } = await sql<Row>`
    select a.page || '.' || a.key as id, p.id as page_id, p.name, p.kind, coalesce(shown.block, last.block, edited.block) as block
    from unnest(${asked.map(({ pageId }) => pageId)}::text[], ${asked.map(({ key }) => key)}::text[]) as a (page, key)
    join pages.page p on p.id = a.page
    left join lateral (
      select b.block from (
        select v.blocks from pages.version v
        where v.page_no = p.no and v.withdrawn_at is null and v.starts_at <= ${ctx.now()} and (v.ends_at is null or v.ends_at > ${ctx.now()})
        order by v.starts_at desc, v.version desc limit 1
      ) as v cross join lateral jsonb_array_elements(v.blocks) as b (block)
      where b.block ->> 'key' = a.key limit 1
    ) as shown on true
    left join lateral (
      select b.block from pages.version v cross join lateral jsonb_array_elements(v.blocks) as b (block)
      where v.page_no = p.no and b.block ->> 'key' = a.key order by v.version desc limit 1
    ) as last on true
    left join lateral (
      select b.block from jsonb_array_elements(p.blocks) as b (block) where b.block ->> 'key' = a.key limit 1
    ) as edited on true
    where coalesce(shown.block, last.block, edited.block) is not null
  `.execute(ctx.db);
  return rows.map(({ id, pageId, name, kind, block }) => ({ id, pageId, page: { name, kind }, block }));
}
