import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { journeyKeyContract } from '@huoshui/contracts/journey-keys';
import { EntriesMade } from '@huoshui/contracts/journeys';
import { words } from '@huoshui/contracts/words';
import { Value } from '@sinclair/typebox/value';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { fingerprint, once, readKey } from '../../../platform/idempotency.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { callIn } from '../call-in.ts';
import { journeyErrors } from '../errors.ts';
import type { Kit } from '../kit.ts';
import { hashOf } from './key.ts';

type Shape = (typeof journeyKeyContract)['POST /api/open/journeys/:id/entries'];
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
type Call = { readonly journeyId: string; readonly body: RouteIn<Shape>['body']; readonly headers: Headers };
type Key = { readonly id: string; readonly name: string; readonly journeys: readonly string[] | null };

/** So long somebody may ask what a system did. */
const KEPT_DAYS = 90;

/**
 * A system brings members in by its key: into the journeys that the key names and no others, as often a minute as it may, each
 * call once by its `Idempotency-Key`. Whoever shows no good key learns nothing about journeys. Answers what the console's
 * own call answers; what it did stands in the list of the key's calls.
 */
export async function callByKey(ctx: Ctx, kit: Kit, { journeyId, body, headers }: Call): Promise<RouteOut<Shape>> {
  const key = await mustFindKey(ctx, headers.authorization);
  await countCall(ctx, key);
  if (key.journeys !== null && !key.journeys.includes(journeyId)) throw journeyErrors.error('key_elsewhere');
  const given = headers['idempotency-key'];
  if (typeof given !== 'string' || given === '') throw journeyErrors.error('call_needs_key');
  const asked = {
    scope: `key:${key.id} ${journeyId}`,
    key: readKey(given),
    fingerprint: fingerprint([journeyId, body]),
  };
  const by = words(`由「${key.name}」带入`, `Brought in by “${key.name}”`);
  const answer = await once(ctx, asked, async (ctx) => {
    const made = await callIn(ctx, kit, journeyId, body.members, by);
    await sql`
      insert into journeys.api_call (key_id, journey_id, at, idempotency_key, entered, left_out, unknown)
      values (${key.id}, ${journeyId}, ${ctx.now()}, ${given}, ${made.entered}, ${made.leftOut}, ${made.unknown.length})
    `.execute(ctx.db);
    return made;
  });
  if (!Value.Check(EntriesMade, answer)) throw new Error('the answer of this call is kept in another form');
  return answer;
}

async function mustFindKey(ctx: Ctx, authorization: Headers[string]): Promise<Key> {
  const [, secret] = /^Bearer (hsk_[\w-]{43})$/.exec(typeof authorization === 'string' ? authorization : '') ?? [];
  if (secret === undefined) throw journeyErrors.error('key_refused');
  const { rows } = await sql<Key>`
    select id, name, journeys from journeys.api_key where hash = ${hashOf(ctx, secret)} and revoked_at is null
  `.execute(ctx.db);
  if (!rows[0]) throw journeyErrors.error('key_refused');
  return rows[0];
}

/** Counted in the database: a system that calls several processes has no more calls for it. */
async function countCall(ctx: Ctx, { id }: Key): Promise<void> {
  const begun = new Date(ctx.now().getTime() - MINUTE_MS);
  const { rows } = await sql`
    update journeys.api_key set last_used_at = ${ctx.now()},
      minute_at = case when minute_at > ${begun} then minute_at else ${ctx.now()} end,
      calls = case when minute_at > ${begun} then calls + 1 else 1 end
    where id = ${id} and (minute_at is null or minute_at <= ${begun} or calls < per_minute)
    returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw journeyErrors.error('key_too_fast');
}

/** Calls that nobody asks about any more. */
export const forgetCalls: Sweep = sweep({
  name: 'journeys.forget-calls',
  due: null,
  run: async (ctx) => {
    const { numAffectedRows } = await sql`
      delete from journeys.api_call where no in (
        select no from journeys.api_call where at < ${new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS)} order by at limit 1000
      )
    `.execute(ctx.db);
    return Number(numAffectedRows ?? 0);
  },
});
