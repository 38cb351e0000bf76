import { timingSafeEqual } from 'node:crypto';
import type { AuditFault } from '@huoshui/contracts/words/operators';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { beginning, type Place, placeBehind, type Sealable, type Stone, sealable, signatureOf } from './link.ts';

/** The first place of the line that is not as it was sealed; `at` is the time of what stands there, null where nothing does. */
export type Broken = { readonly no: number; readonly at: string | null; readonly why: AuditFault };

export type Verdict = {
  /** Entries looked at; those before them are stood for by a stone. */
  readonly entries: number;
  readonly removed: number;
  /** The last place that is good, with the time of its entry. */
  readonly upTo: (Place & { readonly at: string }) | null;
  /** Written and not sealed yet. */
  readonly waiting: number;
  readonly broken: Broken | null;
};

const AT_ONCE = 2000;
type Row = Sealable & Place & { readonly at: Date; readonly previous: string; readonly mac: string };
type Signed<T> = T & { readonly mac: string };

/**
 * Goes over the whole line. Every entry must have the next number, the hash of the one before it, its own hash and the shop's signature; the
 * line must end where its head says. `known` is a place that was noted outside: it tells of a line whose end was cut off and whose old head
 * was put back, which nothing inside can.
 */
export async function verifyAudit(ctx: Ctx, known: Place | null = null): Promise<Verdict> {
  const stones = await readStones(ctx);
  const verdict = await verifyFrom(ctx, stones, known);
  // What was removed for its age meanwhile is not missing.
  const later = verdict.broken === null ? stones : await readStones(ctx);
  return later.length === stones.length ? verdict : verifyFrom(ctx, later, known);
}

async function verifyFrom(ctx: Ctx, stones: readonly Signed<Stone>[], known: Place | null): Promise<Verdict> {
  const removed = stones.reduce((sum, { entries }) => sum + entries, 0);
  const { head, waiting } = await readHead(ctx);
  const told = { entries: 0, removed, upTo: null, waiting };
  const forged = stones.find((stone) => !isSigned(ctx, stone));
  if (forged) return { ...told, broken: { no: forged.no, at: forged.lastAt.toISOString(), why: 'stone' } };
  const base: Place = stones.at(-1) ?? beginning;
  const walked = await walk(ctx, base, head.no, known);
  if (walked.broken) return { ...told, ...walked };
  const end = walked.upTo ?? base;
  const whole = end.no === head.no && same(end.hash, head.hash) && (head.no === 0 || isSigned(ctx, head));
  const cut = !whole || (known !== null && known.no > end.no);
  return { ...told, ...walked, broken: cut ? { no: end.no + 1, at: null, why: 'cut' } : null };
}

type Walked = Pick<Verdict, 'entries' | 'upTo' | 'broken'>;

async function walk(ctx: Ctx, base: Place, end: number, known: Place | null): Promise<Walked> {
  let [last, entries]: [Place, number] = [base, 0];
  let upTo: Verdict['upTo'] = null;
  for (;;) {
    const { rows } = await sql<Row>`
      select ${sealable}, e.at, e.no, e.previous, e.hash, e.mac from operators.audit_entry e
      where e.no > ${last.no} and e.no <= ${end} order by e.no limit ${AT_ONCE}
    `.execute(ctx.db);
    for (const row of rows) {
      const why = faultOf(ctx, last, row, known);
      if (why) return { entries, upTo, broken: { no: last.no + 1, at: row.at.toISOString(), why } };
      last = { no: row.no, hash: row.hash };
      upTo = { ...last, at: row.at.toISOString() };
      entries += 1;
    }
    if (rows.length < AT_ONCE) return { entries, upTo, broken: null };
  }
}

function faultOf(ctx: Ctx, before: Place, row: Row, known: Place | null): AuditFault | null {
  const place = placeBehind(before, row);
  if (row.no !== place.no) return 'missing';
  if (row.previous !== before.hash || !same(row.hash, place.hash)) return 'changed';
  if (!isSigned(ctx, row)) return 'unsigned';
  return known?.no === row.no && !same(known.hash, row.hash) ? 'changed' : null;
}

const isSigned = (ctx: Ctx, signed: Signed<Place | Stone>): boolean =>
  same(signatureOf(ctx, placeOf(signed)), signed.mac);

/** A row of entries has a number of other columns; a stone is signed with all that it says. */
function placeOf(signed: Place | Stone): Place | Stone {
  return 'entries' in signed ? signed : { no: signed.no, hash: signed.hash };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function readStones(ctx: Ctx): Promise<readonly Signed<Stone>[]> {
  const { rows } = await sql<Signed<Stone>>`
    select no, hash, entries, first_at, last_at, laid_at, mac from operators.audit_stone order by no
  `.execute(ctx.db);
  return rows;
}

async function readHead(ctx: Ctx): Promise<{ readonly head: Signed<Place>; readonly waiting: number }> {
  const { rows } = await sql<Signed<Place> & { waiting: number }>`
    select no, hash, mac, (select count(*) from operators.audit_entry where no is null)::int as waiting from operators.audit_head
  `.execute(ctx.db);
  const [row] = rows;
  // Somebody took the head away: the line has no end that could be held against it.
  if (row === undefined) return { head: { no: Number.MAX_SAFE_INTEGER, hash: '', mac: '' }, waiting: 0 };
  return { head: row, waiting: row.waiting };
}
