import type { ActivityCase } from '@huoshui/contracts/activity-risk';
import type { CaseState, CaseSubject } from '@huoshui/contracts/words/activity-risk';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findByPersonNo, type MemberBrief } from '../../members/index.ts';
import { activityErrors } from '../errors.ts';
import { peopleMeant } from './blacklist.ts';

type Case = Static<typeof ActivityCase>;
type Row = Pick<Case, 'id' | 'subject' | 'state' | 'reasons' | 'decidedBy' | 'because'> & {
  readonly no: number;
  readonly activityId: string;
  readonly name: string;
  readonly tier: number | null;
  readonly ownerNo: number;
  readonly helperNo: number | null;
  readonly at: Date;
  readonly decidedAt: Date | null;
};
type Ask = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: CaseState | undefined;
  readonly subject?: CaseSubject | undefined;
};

const MOST_COUNTED = 10_000;
const ROW =
  sql.raw(`s.no, s.id, s.subject, s.state, s.reasons, s.decided_by, s.because, s.tier, s.helper_no, s.at, s.decided_at,
  e.person_no as owner_no, a.id as activity_id, a.name`);
const FROM = sql.raw(
  'activities.suspect s join activities.entry e on e.no = s.entry_no join activities.activity a on a.no = s.activity_no',
);

/** What was held or refused, the latest first. */
export async function listCases(ctx: Ctx, { q, cursor, limit = 20, state, subject }: Ask) {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const text = q?.trim() || null;
  const meant = await peopleMeant(ctx, q);
  const which = sql`(${state ?? null}::text is null or s.state = ${state ?? null}) and (${subject ?? null}::text is null or s.subject = ${subject ?? null})
    and (${text}::text is null or strpos(lower(a.name), lower(${text})) > 0
      or e.person_no = any(${[...meant]}::int[]) or s.helper_no = any(${[...meant]}::int[]))`;
  const { rows } = await sql<Row>`
    select ${ROW} from ${FROM} where ${which} and (${after}::bigint is null or s.no < ${after}) order by s.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const show = await showing(ctx, rows);
  const page = toPage(rows, limit, ({ no }) => [no], show);
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${FROM} where ${which}`)) };
}

/** Throws `activities.no_such_case`. */
export async function readCase(ctx: Ctx, id: string): Promise<Case> {
  const { rows } = await sql<Row>`select ${ROW} from ${FROM} where s.id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw activityErrors.error('no_such_case', { id });
  return (await showing(ctx, rows))(row);
}

async function showing(ctx: Ctx, rows: readonly Row[]): Promise<(row: Row) => Case> {
  const people = await findByPersonNo(
    ctx,
    rows.flatMap(({ ownerNo, helperNo }) => [ownerNo, ...(helperNo === null ? [] : [helperNo])]),
  );
  return ({ no: _, activityId, name, tier, ownerNo, helperNo, at, decidedAt, ...row }) => ({
    ...row,
    activity: { id: activityId, name },
    tier: tier === null ? null : tier + 1,
    inviter: person(people.get(ownerNo)),
    helper: helperNo === null ? null : person(people.get(helperNo)),
    at: at.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  });
}

function person(member: MemberBrief | undefined) {
  return { memberId: member?.id ?? '', nickname: member?.nickname ?? '' };
}
