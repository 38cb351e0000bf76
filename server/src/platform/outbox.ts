import { sql } from 'kysely';
import type { Ctx, PendingFact } from './ctx.ts';
import { andCommit } from './framed.ts';

/** Woken with whose facts they are: the kind of id of the request, the run of a worker or the job that told them. */
export const OUTBOX_CHANNEL = 'huoshui_outbox';

/** Write the facts of this transaction with its last statement, which wakes the listeners as it commits. */
export async function writeFacts(ctx: Ctx): Promise<void> {
  const facts = ctx.facts?.splice(0) ?? [];
  if (facts.length === 0) return;
  await sql`
    with written as (
      insert into platform.event (type, person_no, persons, payload, occurred_at)
      select type, person_no, ${personsOf(facts)}, payload, occurred_at from unnest(
        ${facts.map((f) => f.type)}::text[],
        ${facts.map((f) => f.personNo)}::int[],
        ${facts.map((f) => JSON.stringify(f.payload))}::jsonb[],
        ${facts.map((f) => f.occurredAt)}::timestamptz[]
      ) with ordinality as told (type, person_no, payload, occurred_at, nth)
    )
    select pg_notify(${OUTBOX_CHANNEL}, ${ctx.requestId.slice(0, 3)}) ${andCommit}
  `.execute(ctx.db);
}

/** Mostly none is about many; the lists, of any length each, go in as texts. */
function personsOf(facts: readonly PendingFact[]) {
  if (facts.every((f) => f.persons === null)) return sql`null::int[]`;
  return sql`(${facts.map((f) => f.persons && `{${f.persons.join(',')}}`)}::text[])[nth]::int[]`;
}
