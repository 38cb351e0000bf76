import type { codeContract } from '@huoshui/contracts/codes';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { piece } from '../../platform/event-store/piece.ts';
import { runOne } from '../../platform/event-store/query.ts';
import { ofPerson } from '../analytics/index.ts';
import { findMembers } from '../members/index.ts';
import { codeErrors } from './errors.ts';
import { findCodes } from './queries.ts';
import { isBrought, knownSince, scans, touches } from './touches.ts';

type HerCodes = RouteOut<(typeof codeContract)['GET /api/admin/members/:id/codes']>;
type Row = {
  readonly scans: number;
  readonly firstCode: string;
  readonly firstAt: number;
  readonly lastCode: string;
  readonly lastAt: number;
  readonly brought: number;
};

/** Of all that she is, whichever records became one. Throws `codes.member_not_found`. */
export async function herCodes(ctx: Ctx, memberId: string): Promise<HerCodes> {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  if (member === undefined) throw codeErrors.error('member_not_found');
  const hers = ofPerson(member.personNo);
  // A scan that was told a moment ago is hers too.
  const known = new Date(ctx.now().getTime() + 1);
  const row = await runOne<Row>(
    ctx,
    piece`SELECT first_code AS firstCode, toUnixTimestamp64Milli(first_at) AS firstAt, last_code AS lastCode, toUnixTimestamp64Milli(last_at) AS lastAt,
      (SELECT count() FROM (${scans(known, hers)})) AS scans,
      (SELECT max(known_at) FROM (${knownSince(known, hers)})) AS known_at, ${isBrought('first_at')} AS brought
      FROM (${touches(known, hers)})`,
  );
  if (row === undefined) return { first: null, last: null, brought: false, scans: 0 };
  const codes = await findCodes(ctx, [row.firstCode, row.lastCode]);
  const touch = (codeId: string, at: number) => {
    const code = codes.get(codeId);
    return code === undefined
      ? null
      : { codeId, name: code.name, place: code.place, at: new Date(Number(at)).toISOString() };
  };
  return {
    first: touch(row.firstCode, row.firstAt),
    last: touch(row.lastCode, row.lastAt),
    brought: Number(row.brought) > 0,
    scans: Number(row.scans),
  };
}
