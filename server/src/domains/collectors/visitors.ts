import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { accounts } from '../members/index.ts';
import type { PersonId } from './adapter.ts';
import { visitorJoined } from './events.ts';
import { membersNamed } from './named.ts';
import type { Source } from './source.ts';

type Visitor = { readonly mark: string; readonly personNo: number; readonly joinedTo: number | null };
export type Pair = { readonly who: PersonId; readonly from: PersonId };
/** `of`: the number of whom an id means; undefined where the day's new visitors are used up. */
export type Persons = { readonly of: (id: PersonId) => number | undefined; readonly apart: readonly Pair[] };

/** Most requests are of people who are known: their numbers never change, so what is remembered is true. */
const REMEMBERED = 200_000;
const known = new Map<string, Visitor>();

/**
 * Whom these ids of a source mean. An id keeps its number for ever: a member's own where it named one when it first came, else a new one,
 * which is joined to hers when the id turns out to name her, or to be hers (`pairs`). Who is somebody already is not made another: `apart`.
 */
export async function findPersons(
  ctx: Ctx,
  source: Source,
  ids: readonly PersonId[],
  pairs: readonly Pair[],
): Promise<Persons> {
  // A batch says the same ids again and again: each is marked once.
  const named = new Map([...ids, ...pairs.flatMap(({ who, from }) => [who, from])].map((id) => [keyOf(id), id]));
  const marks = new Map([...named].map(([key, id]) => [key, markOf(ctx, source, id)]));
  const all = new Map([...named].map(([key, id]) => [marks.get(key) ?? '', id]));
  const open = [...all].filter(([mark, id]) => !isSettled(source, id, known.get(mark)));
  let apart: readonly Pair[] = [];
  const found = new Map<string, Visitor>();
  for (const mark of all.keys()) {
    const one = known.get(mark);
    if (one) found.set(mark, one);
  }
  if (open.length > 0 || pairs.length > 0)
    await inTransaction(ctx, async (ctx) => {
      for (const visitor of await readOrMake(ctx, source, new Map(open))) found.set(visitor.mark, visitor);
      apart = await join(ctx, source, pairs, found);
    });
  for (const visitor of found.values()) remember(visitor);
  return { of: (id) => found.get(marks.get(keyOf(id)) ?? '')?.personNo, apart };
}

const keyOf = ({ kind, value }: PersonId): string => `${kind} ${value}`;

/** Nothing about it can change what is asked of it here. */
function isSettled({ naming }: Source, { kind }: PersonId, visitor: Visitor | undefined): boolean {
  return visitor !== undefined && (kind === 'anonymous' || naming === 'nobody' || visitor.joinedTo !== null);
}

function remember(visitor: Visitor): void {
  known.delete(visitor.mark);
  known.set(visitor.mark, visitor);
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
}

/** An id may be a phone number or an openid: what is kept finds it again and says nothing of it. */
function markOf({ crypto }: Ctx, { id }: Source, { kind, value }: PersonId): string {
  return crypto.blindIndex(`${id} ${kind} ${value}`, 'collectors.visitor');
}

async function readOrMake(ctx: Ctx, source: Source, ids: ReadonlyMap<string, PersonId>): Promise<readonly Visitor[]> {
  if (ids.size === 0) return [];
  const there = await read(ctx, source, [...ids.keys()]);
  const marks = new Map(there.map((visitor) => [visitor.mark, visitor]));
  const fresh = [...ids].filter(([mark]) => !marks.has(mark));
  const asked = [...ids].filter(([mark, { kind }]) => kind === 'id' && (marks.get(mark)?.joinedTo ?? null) === null);
  const members = await membersNamed(
    ctx,
    source,
    asked.map(([, { value }]) => value),
  );
  const joined: Visitor[] = [];
  for (const [mark, { value }] of asked) {
    const [visitor, member] = [marks.get(mark), members.get(value)];
    if (visitor && member) joined.push(...(await joinTo(ctx, source, visitor, member.personNo)));
  }
  for (const visitor of joined) marks.set(visitor.mark, visitor);
  const made = await make(
    ctx,
    source,
    fresh.map(([mark, { kind, value }]) => ({
      mark,
      personNo: kind === 'id' ? members.get(value)?.personNo : undefined,
    })),
  );
  return [...marks.values(), ...made];
}

async function read(ctx: Ctx, { no }: Source, marks: readonly string[]): Promise<readonly Visitor[]> {
  const { rows } = await sql<Visitor>`
    select mark, person_no, joined_to from collectors.visitor where source_no = ${no} and mark = any(${[...marks]}::text[])
  `.execute(ctx.db);
  return rows;
}

/** New ones in one order, so that two requests never wait for each other; who came in between is who came first. */
async function make(
  ctx: Ctx,
  source: Source,
  asked: readonly { readonly mark: string; readonly personNo: number | undefined }[],
): Promise<readonly Visitor[]> {
  if (asked.length === 0) return [];
  const members = asked.filter(({ personNo }) => personNo !== undefined);
  const strangers = asked
    .filter(({ personNo }) => personNo === undefined)
    .slice(0, await roomOf(ctx, source, asked.length));
  const numbers = await accounts.numbers(ctx, strangers.length);
  const rows = [
    ...members.map(({ mark, personNo = 0 }) => ({ mark, personNo, joinedTo: personNo })),
    ...strangers.map(({ mark }, n) => ({ mark, personNo: numbers[n] ?? 0, joinedTo: null })),
  ].sort((a, b) => (a.mark < b.mark ? -1 : 1));
  const { rows: made } = await sql<{ mark: string }>`
    insert into collectors.visitor (source_no, mark, person_no, joined_to, made_at)
    select ${source.no}, mark, person_no, joined_to, ${ctx.now()} from unnest(
      ${rows.map(({ mark }) => mark)}::text[], ${rows.map(({ personNo }) => personNo)}::int[], ${rows.map(({ joinedTo }) => joinedTo)}::int[]
    ) as given (mark, person_no, joined_to)
    on conflict do nothing returning mark
  `.execute(ctx.db);
  const ours = new Set(made.map(({ mark }) => mark));
  await sql`
    update collectors.source set visitors = visitors + ${strangers.filter(({ mark }) => ours.has(mark)).length} where no = ${source.no}
  `.execute(ctx.db);
  return read(
    ctx,
    source,
    rows.map(({ mark }) => mark),
  );
}

/** How many new visitors this day may still have; whoever else makes some waits until this is done. */
async function roomOf(ctx: Ctx, { no }: Source, wanted: number): Promise<number> {
  const today = shanghaiDay(ctx.now());
  const { rows } = await sql<{ room: number }>`
    update collectors.source set visitors = case when visitors_on = ${today}::date then visitors else 0 end, visitors_on = ${today}::date
    where no = ${no} returning visitors_a_day - visitors as room
  `.execute(ctx.db);
  return Math.max(0, Math.min(wanted, rows[0]?.room ?? 0));
}

async function join(
  ctx: Ctx,
  source: Source,
  pairs: readonly Pair[],
  found: Map<string, Visitor>,
): Promise<readonly Pair[]> {
  const apart: Pair[] = [];
  for (const pair of pairs) {
    const who = found.get(markOf(ctx, source, pair.who));
    const from = found.get(markOf(ctx, source, pair.from));
    if (!who || !from || who.personNo === from.personNo || who.joinedTo === from.personNo) continue;
    const [joined] = await joinTo(ctx, source, from, who.personNo);
    if (joined) found.set(joined.mark, joined);
    else if ((await now(ctx, source, from)).joinedTo !== who.personNo) apart.push(pair);
  }
  return apart;
}

async function now(ctx: Ctx, source: Source, visitor: Visitor): Promise<Visitor> {
  return (await read(ctx, source, [visitor.mark]))[0] ?? visitor;
}

/** Once and for good; nothing where she is somebody already. */
async function joinTo(ctx: Ctx, source: Source, { mark, personNo }: Visitor, to: number): Promise<readonly Visitor[]> {
  const { rows } = await sql<Visitor>`
    update collectors.visitor set joined_to = ${to} where source_no = ${source.no} and mark = ${mark} and joined_to is null
    returning mark, person_no, joined_to
  `.execute(ctx.db);
  if (rows.length > 0 && personNo !== to)
    ctx.emit(visitorJoined, { personNo: to, payload: { loserNo: personNo, winnerNo: to, sourceId: source.id } });
  return rows;
}
