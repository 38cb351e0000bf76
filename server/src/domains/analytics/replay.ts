import { readFile } from 'node:fs/promises';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { EventStore } from '../../platform/event-store/client.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { zoneOf } from '../../platform/event-store/zone.ts';
import { runActivity } from './activity.ts';
import type { EventRow } from './event.ts';
import { personsOfFunnel, runFunnel } from './funnel.ts';
import { runPaths } from './paths.ts';
import {
  type Difference,
  FunnelCase,
  funnelDifferences,
  funnelInput,
  funnelRows,
  namedSteps,
} from './replay-funnel.ts';
import {
  LifecycleCase,
  lifecycleDifferences,
  lifecycleInput,
  lifecycleRows,
  lifecycleZone,
} from './replay-lifecycle.ts';
import { PathsCase, pathsDifferences, pathsInput, pathsRows } from './replay-paths.ts';
import {
  RetentionCase,
  retentionDifferences,
  retentionInput,
  retentionRows,
  retentionZone,
} from './replay-retention.ts';
import { closed } from './replay-row.ts';
import { runRetention } from './retention.ts';

export type ReplayResult = {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly (Difference & { readonly case: string })[];
};

/**
 * Recompute published cases with the reports as they are shipped: each case is loaded into an empty `events` table,
 * reported, and compared with what it expects.
 * @param store a scratch store with the tables of a shop; all its events are removed
 * @throws when the file is no list of cases
 */
export async function replayCases(kind: ReplayKind, file: string, store: EventStore): Promise<ReplayResult> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  switch (kind) {
    case 'funnel':
      return replay(store, read(FunnelCase, json), funnelRows, replayFunnel);
    case 'retention':
      return replay(store, read(RetentionCase, json), retentionRows, replayRetention);
    case 'lifecycle':
      return replay(store, read(LifecycleCase, json), lifecycleRows, replayLifecycle);
    case 'paths':
      return replay(store, read(PathsCase, json), pathsRows, replayPaths);
  }
}

export const replayKinds = ['funnel', 'retention', 'lifecycle', 'paths'] as const;
export type ReplayKind = (typeof replayKinds)[number];

async function replay<C extends { readonly name: string }>(
  store: EventStore,
  cases: readonly C[],
  rows: (one: C) => EventRow[],
  compare: (ctx: StoreCtx, one: C) => Promise<Difference[]>,
): Promise<ReplayResult> {
  const differences: (Difference & { case: string })[] = [];
  let failed = 0;
  for (const one of cases) {
    await store.exec('TRUNCATE TABLE events');
    const events = rows(one);
    await store.insert('events', events);
    const last = events.reduce((max, row) => Math.max(max, row.ts), 0);
    const ctx = { events: store, now: () => new Date(last), declared: new Map() };
    const found = await compare(ctx, one).catch((error: unknown) => [
      { what: 'report', expected: 'a result', actual: error instanceof Error ? error.message : String(error) },
    ]);
    if (found.length > 0) failed += 1;
    differences.push(...found.map((difference) => ({ case: one.name, ...difference })));
  }
  return { passed: cases.length - failed, failed, differences };
}

async function replayFunnel(ctx: StoreCtx, one: FunnelCase): Promise<Difference[]> {
  const [input, utc] = [funnelInput(one), zoneOf('UTC')];
  const reached: number[][] = [];
  for (const { step } of namedSteps(one))
    reached[step] = await listPersons(ctx, await personsOfFunnel(ctx, input, { step, only: false }, utc));
  return funnelDifferences(one, await runFunnel(ctx, input, utc), reached);
}

async function replayRetention(ctx: StoreCtx, one: RetentionCase): Promise<Difference[]> {
  return retentionDifferences(one, await runRetention(ctx, retentionInput(one), retentionZone(one)));
}

async function replayLifecycle(ctx: StoreCtx, one: LifecycleCase): Promise<Difference[]> {
  return lifecycleDifferences(one, await runActivity(ctx, lifecycleInput(one), lifecycleZone(one)));
}

async function replayPaths(ctx: StoreCtx, one: PathsCase): Promise<Difference[]> {
  return pathsDifferences(one, await runPaths(ctx, pathsInput(one), zoneOf('UTC')));
}

function read<S extends TSchema>(schema: S, json: unknown): Static<S>[] {
  const file = closed({ source: Type.Optional(Type.String()), cases: Type.Array(schema, { minItems: 1 }) });
  if (Value.Check(file, json)) {
    const idle = json.cases.findIndex((one) => expectsNothing(one));
    if (idle === -1) return json.cases;
    throw new Error(`no file of cases: /cases/${idle} expects nothing`);
  }
  const [error] = Value.Errors(file, json);
  throw new Error(`no file of cases: ${error?.path ?? ''} ${error?.message ?? ''}`);
}

/** A retention case says what it expects under three names, and needs one of them. */
function expectsNothing(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return true;
  return !('expected' in one || 'expected_triangle' in one || 'expected_nonzero_rows' in one);
}
