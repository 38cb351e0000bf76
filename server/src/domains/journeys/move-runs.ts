import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { nodeOf } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { findKind } from './find-kind.ts';
import { holdTelling } from './hear.ts';
import type { Kit } from './kit.ts';
import type { JourneyRecord } from './queries.ts';

/** By the node where somebody waits: the node where she goes on, or null: she stays in the version she is in. */
export type NodeMap = Readonly<Record<string, string | null>>;

/**
 * Bring those who wait in an older version (null: in any) over to the live one; nodes that are not in the map stay by their
 * name. Who waits goes on when she was told to before; what comes then is the live version's. Answers how many moved.
 */
export async function moveRuns(
  ctx: Ctx,
  kit: Kit,
  { no, version, definition }: Pick<JourneyRecord, 'no' | 'version' | 'definition'>,
  fromVersion: number | null,
  nodes: NodeMap,
): Promise<number> {
  const targets = Object.values(nodes).filter((target) => target !== null);
  for (const target of targets)
    if (!nodeOf(definition, target)) throw journeyErrors.error('bad_node_map', { node: target });
  const named = Object.entries(nodes).flatMap(([from, to]) => (to === null ? [] : [[from, to] as const]));
  const kept = definition.nodes.map((n) => n.key).filter((key) => !Object.hasOwn(nodes, key));
  const map = [...named, ...kept.map((key) => [key, key] as const)];
  const listens = (key: string) => {
    const node = nodeOf(definition, key);
    return node ? findKind(kit.steps, node.kind)?.rest?.told !== undefined : false;
  };
  await holdTelling(ctx);
  let moved = 0;
  // While this waits for one whom the engine holds, it takes her on, to another node of the old version: she is found by the
  // next look, and a look that finds nobody has seen everyone. A version ends, so the looks do.
  for (;;) {
    // Where she comes to a node that listens, she listens from now on; what woke her at another node means nothing here,
    // but at the node where she stays it is hers. Locked in the order of their numbers, as all who take several do.
    const { numAffectedRows } = await sql`
      with standing as (
        select id from journeys.run
        where journey_no = ${no} and version = coalesce(${fromVersion}::int, version) and version <> ${version}
          and state = 'waiting' and node = any(${map.map(([from]) => from)}::text[])
        order by id for no key update
      )
      update journeys.run r set version = ${version}, node = map.target,
        way = case when map.source = map.target then r.way end,
        since = case when map.listens then coalesce(r.since, ${ctx.now()}) end
      from standing, unnest(
        ${map.map(([from]) => from)}::text[], ${map.map(([, to]) => to)}::text[], ${map.map(([, to]) => listens(to))}::boolean[]
      ) as map (source, target, listens)
      where r.id = standing.id and r.state = 'waiting' and r.node = map.source
    `.execute(ctx.db);
    if (Number(numAffectedRows ?? 0) === 0) return moved;
    moved += Number(numAffectedRows);
  }
}
