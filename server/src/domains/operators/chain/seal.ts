import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { type Place, placeBehind, type Sealable, sealable, signatureOf } from './link.ts';

const AT_ONCE = 500;

/**
 * Puts what was written into the line, in the order in which it is found. An operator's change only writes its entry: if each took its
 * number itself, every change of the shop would wait for the one before it, for the length of its transaction. What is not sealed yet is
 * some seconds old; the trigger keeps it as it is.
 */
export const sealAudit = sweep({ name: 'operators.seal-audit', due: null, batch: AT_ONCE, run: sealSome });

/** Seals some entries and says how many; 0 also where another worker is at it. */
export async function sealSome(ctx: Ctx): Promise<number> {
  if (!(await anyWaits(ctx))) return 0;
  return inTransaction(ctx, async (ctx) => {
    const { rows: heads } = await sql<Place>`
      select no, hash from operators.audit_head for update skip locked
    `.execute(ctx.db);
    const [head] = heads;
    if (head === undefined) return 0;
    const { rows: waiting } = await sql<Sealable>`
      select ${sealable} from operators.audit_entry e where e.no is null order by e.at, e.id limit ${AT_ONCE}
    `.execute(ctx.db);
    const places: (Place & { readonly id: string; readonly previous: string })[] = [];
    let last = head;
    for (const entry of waiting) {
      const place = placeBehind(last, entry);
      places.push({ ...place, id: entry.id, previous: last.hash });
      last = place;
    }
    if (places.length > 0) await writePlaces(ctx, places, last);
    return places.length;
  });
}

async function anyWaits(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from operators.audit_entry where no is null) as waits
  `.execute(ctx.db);
  return rows[0]?.waits ?? false;
}

async function writePlaces(
  ctx: Ctx,
  places: readonly (Place & { readonly id: string; readonly previous: string })[],
  last: Place,
): Promise<void> {
  const column = <T>(read: (place: (typeof places)[number]) => T): T[] => places.map(read);
  await sql`
    update operators.audit_entry e set no = s.no, previous = s.previous, hash = s.hash, mac = s.mac
    from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ no }) => no)}::bigint[], ${column(({ previous }) => previous)}::text[],
      ${column(({ hash }) => hash)}::text[], ${column((place) => signatureOf(ctx, place))}::text[]
    ) as s (id, no, previous, hash, mac)
    where e.id = s.id
  `.execute(ctx.db);
  await sql`
    update operators.audit_head set no = ${last.no}, hash = ${last.hash}, mac = ${signatureOf(ctx, last)}
  `.execute(ctx.db);
}
