import { hostname } from 'node:os';
import { sql } from 'kysely';
import { isAlive } from '../../launch/processes.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Result } from './outcome.ts';
import type { Assumptions } from './personas/fit.ts';
import type { Failure, Step } from './queries.ts';

/** Who plays says so every second; of half a minute's silence it is taken for dead. */
const DEAD_AFTER = sql`interval '30 seconds'`;

/** Which process plays: a start on this machine sees at once that the one before it is gone. */
export const claimOfProcess = (): string => `${hostname()} ${process.pid}`;

/** The one that has waited longest, unless one is being played, here or elsewhere. */
export async function claimNext(ctx: Ctx, claim: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update rehearsals.rehearsal set state = 'running', claim = ${claim}, beat_at = clock_timestamp(), step = 'fitting', done = 0
    where no = (select no from rehearsals.rehearsal where state = 'queued' order by no limit 1 for no key update skip locked)
      and not exists (select from rehearsals.rehearsal where state = 'running')
    returning id
  `.execute(ctx.db);
  return rows[0]?.id ?? null;
}

/** Say that it goes on, and how far it is; false where it was called off. */
export async function beat(ctx: Ctx, id: string, claim: string, at: { step: Step; done: number }): Promise<boolean> {
  const { rows } = await sql`
    update rehearsals.rehearsal set beat_at = clock_timestamp(), step = ${at.step}, done = ${at.done}
    where id = ${id} and claim = ${claim} returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

export type Found = {
  readonly assumptions: Assumptions;
  readonly result: Result;
};

/** True where it was still this process's to end. */
export async function finish(ctx: Ctx, id: string, claim: string, found: Found | Failure): Promise<boolean> {
  const done = 'result' in found;
  const { rows } = await sql`
    update rehearsals.rehearsal set state = ${done ? 'done' : 'failed'}, claim = null, finished_at = ${ctx.now()},
      failure = ${done ? null : JSON.stringify(found)}::jsonb, result = ${done ? JSON.stringify(found.result) : null}::jsonb,
      assumptions = ${done ? JSON.stringify(found.assumptions) : null}::jsonb
    where id = ${id} and claim = ${claim} returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Those that nobody plays any more, though they are said to be played; each is taken by one. */
export async function failDead(ctx: Ctx, failure: Failure): Promise<readonly string[]> {
  const here = hostname();
  const { rows } = await sql<{ claim: string }>`
    select claim from rehearsals.rehearsal where state = 'running' and claim <> ${claimOfProcess()}
  `.execute(ctx.db);
  const gone = rows
    .map(({ claim }) => claim)
    .filter((claim) => {
      const [host, pid] = claim.split(' ');
      return host === here && !isAlive(Number(pid));
    });
  const failed = await sql<{ id: string }>`
    update rehearsals.rehearsal set state = 'failed', claim = null, finished_at = ${ctx.now()}, failure = ${JSON.stringify(failure)}::jsonb
    where state = 'running' and (claim = any(${gone}::text[]) or beat_at < clock_timestamp() - ${DEAD_AFTER})
    returning id
  `.execute(ctx.db);
  return failed.rows.map(({ id }) => id);
}

/** Of these, the ones that are being played. */
export async function playing(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from rehearsals.rehearsal where id = any(${ids}::text[]) and state = 'running'
  `.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}
