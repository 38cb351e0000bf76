import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import { ledger } from '../../benefits/index.ts';
import { boughtSince, readBought } from '../bought-since.ts';
import { mustFind } from './mass.ts';
import { talliesOf } from './queries.ts';

// What a mass send brought is asked of what was told of it: a merge changes whose messages and orders these are and nothing else.

const told = (name: 'message.sent' | 'message.opened', id: string, known: Date): Piece => piece`
SELECT person_no, ts FROM history_once AS events
WHERE name = ${bound('String', name)} AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, 'because', 'kind') = 'mass' AND JSONExtractString(props, 'because', 'id') = ${bound('String', id)}`;

/** A row a person: when it reached her. */
const reached = (id: string, known: Date): Piece =>
  piece`SELECT person_no, min(ts) AS at FROM (${told('message.sent', id, known)}) GROUP BY person_no`;

const orders = (id: string, known: Date, days: number): Piece => boughtSince(reached(id, known), known, days);

/** Whom it reached, who opened the card, and what they bought in the days that count. */
export async function readMassResult(ctx: Ctx, id: string) {
  const { no, values } = await mustFind(ctx, id);
  const known = ctx.now();
  const [people, opened, bought, cost, tallies] = await Promise.all([
    runOne<{ count: number }>(ctx, piece`SELECT count() AS count FROM (${reached(id, known)})`),
    runOne<{ count: number }>(
      ctx,
      piece`SELECT uniqExact(person_no) AS count FROM (${told('message.opened', id, known)})`,
    ),
    readBought(ctx, orders(id, known, values.within)),
    ledger.costOf(ctx, id),
    talliesOf(ctx, [no]),
  ]);
  return {
    reached: Number(people?.count ?? 0),
    opened: Number(opened?.count ?? 0),
    ...bought,
    cost,
    byOthers: tallies.get(no)?.byOthers ?? 0,
    days: values.within,
  };
}

/** Whom a figure of the result counts. */
export async function personsOfResult(ctx: Ctx, id: string, who: 'reached' | 'opened' | 'buyers'): Promise<PersonSet> {
  const known = ctx.now();
  const { values } = await mustFind(ctx, id);
  const rows = {
    reached: reached(id, known),
    opened: told('message.opened', id, known),
    buyers: orders(id, known, values.within),
  }[who];
  return personsOfQuery(piece`SELECT person_no FROM (${rows})`);
}
