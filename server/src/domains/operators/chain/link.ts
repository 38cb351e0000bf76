import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** An entry as it is sealed: each column in PostgreSQL's own writing, so that no number is rounded and no key loses its order on the way. */
export type Sealable = {
  readonly id: string;
  readonly writtenAt: string;
  readonly operatorId: string | null;
  readonly operatorName: string;
  readonly apiKey: string | null;
  readonly action: string;
  readonly area: string;
  readonly entityId: string | null;
  readonly summaryText: string;
  readonly detailsText: string | null;
  readonly requestId: string;
};

/** The columns of `Sealable`, of `operators.audit_entry e`; the time in UTC, whatever the session's zone. */
export const sealable = sql.raw(`
  e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as written_at, e.operator_id, e.operator_name, e.api_key,
  e.action, e.area, e.entity_id, e.summary::text as summary_text, e.details::text as details_text, e.request_id
`);

/** A place in the line: the number, and the SHA-256 over everything up to it. */
export type Place = { readonly no: number; readonly hash: string };

export const beginning: Place = { no: 0, hash: '' };

/** The place of an entry behind another one. The form has a version: lines that stand are read by the one they were made by. */
export function placeBehind(before: Place, entry: Sealable): Place {
  const no = before.no + 1;
  const canonical = JSON.stringify([
    'huoshui.audit.1',
    before.hash,
    no,
    entry.id,
    entry.writtenAt,
    entry.operatorId,
    entry.operatorName,
    entry.apiKey,
    entry.action,
    entry.area,
    entry.entityId,
    entry.summaryText,
    entry.detailsText,
    entry.requestId,
  ]);
  return { no, hash: createHash('sha256').update(canonical).digest('hex') };
}

/** Anybody can compute a line of hashes; this only who has the shop's data key, which is not in the database. */
export function signatureOf(ctx: Ctx, signed: Place | Stone): string {
  const text = 'entries' in signed ? JSON.stringify(stoneValues(signed)) : `${signed.no} ${signed.hash}`;
  return ctx.crypto.blindIndex(text, 'operators.audit');
}

/** Stands for entries that were removed for their age. */
export type Stone = Place & {
  readonly entries: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly laidAt: Date;
};

function stoneValues({ no, hash, entries, firstAt, lastAt, laidAt }: Stone) {
  return [no, hash, entries, firstAt.toISOString(), lastAt.toISOString(), laidAt.toISOString()];
}
