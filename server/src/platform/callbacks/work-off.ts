import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../calendar.ts';
import type { Ctx } from '../ctx.ts';
import { gathered } from '../gathered.ts';
import { inLanes } from '../lanes.ts';
import { type Sweep, sweep } from '../sweeps.ts';
import type { Callback, Handler, Handlers } from './callback.ts';

/** Handlers of one moment share what they ask and write, so that more at once cost little more. */
const [AT_ONCE, AT_A_TIME] = [48, 2];
/** Longer than any handler takes: whoever has not said what came of it by then is dead. */
const LEASE_MS = 2 * MINUTE_MS;
/** Pauses after the first, second … try; after the last of them somebody is asked. Almost eight hours in all. */
const PAUSES_MS = [1000, 5000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS];
const MOST_ATTEMPTS = PAUSES_MS.length + 1;
const LONGEST_ERROR = 500;

/** Nobody's waits for nobody; hers wait for what came before and is not done. */
const FIRST_OF_HERS = sql`(c.person = '' or not exists (
  select from platform.callback e where e.source = c.source and e.person = c.person and e.state in ('waiting', 'working') and e.no < c.no
))`;

type Taken = Callback & { readonly no: number; readonly attempts: number };

/** What is due is taken under a lease, worked off with no transaction open, and what came of it written down by whoever still holds it. */
export function workOffCallbacks(handlers: Handlers): Sweep {
  return sweep({
    name: 'platform.callbacks',
    due: sql`(
      select c.next_at from platform.callback c where c.next_at is not null and ${FIRST_OF_HERS} order by c.next_at limit 1
    )`,
    run: async (ctx) =>
      inLanes(AT_A_TIME, async () => {
        const taken = await take(ctx);
        await Promise.all(taken.map(async (one) => settle(ctx, one, await attempt(ctx, handlers[one.source], one))));
        return taken.length;
      }),
  });
}

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with held as (
      select c.no from platform.callback c
      where c.next_at <= ${ctx.now()} and c.state in ('waiting', 'working') and ${FIRST_OF_HERS}
      order by c.next_at, c.no limit ${AT_ONCE} for update skip locked
    )
    update platform.callback c set
      state = case when c.attempts >= ${MOST_ATTEMPTS} then 'failed' else 'working' end,
      next_at = case when c.attempts >= ${MOST_ATTEMPTS} then null else ${new Date(ctx.now().getTime() + LEASE_MS)}::timestamptz end,
      attempts = least(c.attempts + 1, ${MOST_ATTEMPTS})
    from held where c.no = held.no
    returning c.no, c.id, c.source, c.kind, c.body, c.happened_at, c.attempts
  `.execute(ctx.db);
  return rows;
}

/** What went wrong; null: nothing. */
async function attempt(ctx: Ctx, handle: Handler | undefined, { no: _, attempts: __, ...callback }: Taken) {
  try {
    if (handle === undefined) throw new Error(`nobody works off what ${callback.source} pushes`);
    await handle({ ...ctx, log: ctx.log.child({ callback: callback.id, kind: callback.kind }) }, callback);
    return null;
  } catch (error) {
    ctx.log.warn({ err: error, callback: callback.id, kind: callback.kind }, 'callback failed');
    return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
  }
}

type Done = {
  readonly no: number;
  readonly attempts: number;
  readonly state: 'done' | 'failed' | 'waiting';
  readonly error: string | null;
  readonly next: string | null;
};

async function settle(ctx: Ctx, { no, attempts }: Taken, error: string | null): Promise<void> {
  const pause = error === null ? undefined : PAUSES_MS[attempts - 1];
  const state = error === null ? 'done' : pause === undefined ? 'failed' : 'waiting';
  const next = pause === undefined ? null : new Date(ctx.now().getTime() + pause).toISOString();
  await putTogether(ctx, { no, attempts, state, error, next });
}

/** What came of those that end at one moment is written at once. Nobody else has taken one meanwhile, or it is not ours to say. */
const putTogether = gathered<Done, true>({
  async work(ctx, done) {
    await sql`
      update platform.callback c set state = r.state, error = r.error, next_at = r.next,
        done_at = case when r.state <> 'waiting' then ${ctx.now()}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as r (no bigint, attempts int, state text, error text, next timestamptz)
      where c.no = r.no and c.state = 'working' and c.attempts = r.attempts
    `.execute(ctx.db);
    return done.map(() => true);
  },
  lingerMs: 1,
  most: AT_A_TIME * AT_ONCE,
  lanes: 1,
  // Done again it changes nothing.
  isCertain: () => true,
});

const KEPT_DAYS = 30;
const REST_MS = 600_000;

/** What was worked off a month ago is forgotten; what nobody could work off stays until somebody has looked. */
export function forgetCallbacks(): Sweep {
  let restUntil = 0;
  return sweep({
    name: 'platform.forget-callbacks',
    due: null,
    async run(ctx) {
      if (Date.now() < restUntil) return 0;
      const { rows } = await sql`
        delete from platform.callback where no in (
          select no from platform.callback where state = 'done' and done_at < ${new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS)}
          order by done_at limit 2000
        ) returning no
      `.execute(ctx.db);
      if (rows.length === 0) restUntil = Date.now() + REST_MS;
      return rows.length;
    },
  });
}
