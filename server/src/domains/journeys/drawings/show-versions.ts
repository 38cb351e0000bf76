import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { mustFind } from '../change.ts';
import type { Definition } from '../definition.ts';
import { journeyErrors } from '../errors.ts';
import type { Kit } from '../kit.ts';
import { readNamesOfAll } from '../names.ts';
import { differencesOf } from './differences.ts';

type Row = {
  readonly version: number;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly nodes: number;
  readonly entered: number;
  readonly active: number;
};

/** Every version that was published, the newest first. A draft has none yet. */
export async function listVersions(ctx: Ctx, id: string) {
  const { no, state } = await mustFind(ctx, id);
  if (state === 'draft') return [];
  const { rows } = await sql<Row>`
    select v.version, v.published_at, v.published_by, jsonb_array_length(v.definition->'nodes') as nodes,
      (select count(*) from journeys.run_info i where i.journey_no = v.journey_no and i.version = v.version) as entered,
      (select count(*) from journeys.run r
        where r.journey_no = v.journey_no and r.version = v.version and r.state = 'waiting') as active
    from journeys.version v where v.journey_no = ${no} order by v.version desc
  `.execute(ctx.db);
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** What one version changed against another, whichever of them is the older. */
export async function listDifferences(ctx: Ctx, kit: Kit, id: string, { from, to }: { from: number; to: number }) {
  const { no } = await mustFind(ctx, id);
  const { rows } = await sql<{ version: number; definition: Definition }>`
    select version, definition from journeys.version where journey_no = ${no} and version = any(${[from, to]}::int[])
  `.execute(ctx.db);
  const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version)?.definition);
  if (!before || !after) throw journeyErrors.error('not_found');
  const names = await readNamesOfAll(ctx, kit, [before, after]);
  return differencesOf(kit, before, after, names).map((one) => ({ ...one, details: [...one.details] }));
}
