import type { Rehearsal } from '@huoshui/contracts/rehearsals';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { rehearsables } from '../journeys/index.ts';
import { rehearsalErrors } from './errors.ts';
import { textOf } from './outcome.ts';
import { type Filter, findRehearsal, listRehearsalRows, matching, type RehearsalRow, type State } from './queries.ts';
import { daysOf } from './task.ts';

export type Shown = Static<typeof Rehearsal>;

/** @throws rehearsals.not_found */
export async function readRehearsal(ctx: Ctx, id: string): Promise<Shown> {
  const row = await findRehearsal(ctx, id);
  const [shown] = row ? await presentAll(ctx, [row]) : [];
  if (shown === undefined) throw rehearsalErrors.error('not_found');
  return shown;
}

type Asked = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly q?: string | undefined;
  readonly journeyId?: string | undefined;
  readonly playbook?: string | undefined;
  readonly state?: State | undefined;
};

/** The newest first. */
export async function listRehearsals(ctx: Ctx, { cursor, limit = 20, q, journeyId, playbook, state }: Asked) {
  const after = decodeCursor(cursor, ['bigint']);
  const filter: Filter = {
    journeyId: journeyId ?? null,
    playbook: playbook ?? null,
    state: state ?? null,
    q: q?.trim() || null,
  };
  const rows = await listRehearsalRows(ctx, { filter, before: after?.[0] ?? null, limit: limit + 1 });
  const shown = new Map((await presentAll(ctx, rows)).map((one) => [one.id, one]));
  const page = toPage(
    rows,
    limit,
    (row) => [row.no],
    (row) => row.id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  if (after !== null) return { ...page, items };
  return {
    ...page,
    items,
    ...(await countUpTo(ctx, 10_000, sql`select from rehearsals.rehearsal where ${matching(filter)}`)),
  };
}

async function presentAll(ctx: Ctx, rows: readonly RehearsalRow[]): Promise<Shown[]> {
  const ids = rows.flatMap(({ journeyId }) => journeyId ?? []);
  const [digests, notPlayed] = [await rehearsables.digests(ctx, ids), await rehearsables.notPlayed(ctx, ids)];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    journeyId: row.journeyId,
    playbook: row.playbook,
    values: row.values === null ? null : { ...row.values },
    version: row.version,
    saves: row.saves,
    changed: row.journeyId === null ? null : digests.get(row.journeyId) !== row.digest,
    notPlayed: [
      ...(row.playbook === null
        ? (notPlayed.get(row.journeyId ?? '') ?? [])
        : rehearsables.notPlayedOfPlaybook(row.playbook, row.values ?? {})),
    ],
    weeks: row.weeks,
    shoppers: row.shoppers,
    seed: row.seed,
    assumptions: row.assumptions,
    state: row.state,
    step: row.step,
    done: row.done,
    total: daysOf(row),
    failure: row.failure,
    text: row.result && row.assumptions ? textOf(row.result, row.assumptions) : null,
    result: row.result,
    by: row.operatorName,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
