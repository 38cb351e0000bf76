import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Logger as JobLogger, run } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import type { Ctx } from './ctx.ts';
import { newId } from './ids.ts';

/** Work done in the background, at least once: a job that was cut off runs again. */
export type Job<S extends TSchema = TSchema> = {
  readonly name: string;
  readonly schema: S;
  readonly handle: (ctx: Ctx, payload: unknown) => Promise<void>;
};

export function job<S extends TSchema>(
  name: string,
  schema: S,
  handle: (ctx: Ctx, payload: Static<S>) => Promise<void>,
): Job<S> {
  return { name, schema, handle: async (ctx, payload) => handle(ctx, Value.Decode(schema, payload)) };
}

/** `key` makes the job unique while it waits: a second one with the key takes the first one's place. */
export async function addJob(ctx: Ctx, name: string, payload: unknown, key?: string): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, job_key := ${key ?? null}, max_attempts := 8)`.execute(
    ctx.db,
  );
}

export type JobRunner = { stop(): Promise<void> };

const NOTHING: JobRunner = { stop: async () => undefined };
/** Below the 5.5 s after which the launcher kills the server (launch/system.ts): a job that is cut off runs again. */
const STOP_MS = 5000;

/** Run the jobs of this process until stopped; stopping lets those under way finish, within five seconds. */
export async function startJobs(ctx: Ctx, url: string, jobs: readonly Job[], concurrency = 2): Promise<JobRunner> {
  if (jobs.length === 0) return NOTHING;
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: 'huoshui-jobs' });
  const lost = (error: Error) => ctx.log.warn({ err: error }, 'job connection lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    parsedCronItems: [],
    logger: new JobLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') ctx.log.warn({ jobs: message }, 'job queue');
    }),
    taskList: Object.fromEntries(
      jobs.map((j) => [
        j.name,
        async (payload: unknown, helpers: { job: { id: string } }) => {
          const requestId = newId('job');
          await j.handle({ ...ctx, requestId, log: ctx.log.child({ jobId: helpers.job.id, job: j.name }) }, payload);
        },
      ]),
    ),
  });
  return {
    async stop() {
      await Promise.race([runner.stop(), new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
      await pool.end();
    },
  };
}
