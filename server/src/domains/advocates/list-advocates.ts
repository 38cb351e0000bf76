import type { advocateContract } from '@huoshui/contracts/advocates';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { joinWords, words } from '@huoshui/contracts/words';
import { advocateDeed } from '@huoshui/contracts/words/advocates';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { getSetting } from '../../platform/settings.ts';
import { findByPersonNo, findMembers, type MemberBrief, membersShown } from '../members/index.ts';
import { type Counts, partsOf } from './count.ts';
import { advocateRules, type Rules } from './rules.ts';

type Shape = (typeof advocateContract)['GET /api/admin/advocates'];
type Row = {
  readonly personNo: number;
  readonly score: number;
  readonly counts: Counts;
  readonly since: Date | null;
};
const MOST_COUNTED = 10_000;

/** The highest score first. Words find those whom they may mean. */
export async function listAdvocates(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { q, cursor, limit = 20, only } = query;
  const after = decodeCursor(cursor, ['int', 'int']);
  const text = q?.trim() || null;
  const which = sql`(${only ?? null}::text is null or since is not null)
    and (${text}::text is null or person_no = any(${text === null ? [] : await numbersOf(ctx, text)}::int[]))`;
  const { rows } = await sql<Row>`
    select person_no, score, counts, since from advocates.score
    where ${which} and (${after === null}::boolean or (-score, person_no) > (${after?.[0] ?? 0}::int, ${after?.[1] ?? 0}::int))
    order by score desc, person_no limit ${limit + 1}
  `.execute(ctx.db);
  const rules = await getSetting(ctx, advocateRules);
  const members = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const page = toPage(
    rows,
    limit,
    ({ score, personNo }) => [-score, personNo],
    (row) => present(row, members.get(row.personNo), rules),
  );
  const counted =
    after === null ? await countUpTo(ctx, MOST_COUNTED, sql`select from advocates.score where ${which}`) : {};
  return { ...page, ...counted, ...(await standing(ctx, rules)) };
}

/** As it was counted last, with the sentence of why; null where nothing of hers counts. */
export async function readAdvocate(ctx: Ctx, memberId: string) {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  if (member === undefined) return null;
  const { rows } = await sql<Row>`
    select person_no, score, counts, since from advocates.score where person_no = ${member.personNo}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) return null;
  const rules = await getSetting(ctx, advocateRules);
  const shown = present(row, member, rules);
  const brought = joinWords(
    shown.parts.map(({ deed, count }) =>
      words(`${advocateDeed[deed].zh} ${count}`, `${advocateDeed[deed].en} ${count}`),
    ),
    words('、', ', '),
  );
  return {
    ...shown,
    why: words(
      `最近 ${rules.days} 天：${brought.zh}；满 ${rules.least} 分是 KOC`,
      `over ${rules.days} days: ${brought.en}; a KOC from ${rules.least} points`,
    ),
  };
}

async function numbersOf(ctx: Ctx, text: string): Promise<number[]> {
  const meant = await membersShown.meant(ctx, text);
  return [...(await findMembers(ctx, [...meant])).values()].map(({ personNo }) => personNo);
}

function present({ personNo, score, counts, since }: Row, member: MemberBrief | undefined, rules: Rules) {
  return {
    person: { memberId: member?.id ?? String(personNo), nickname: member?.nickname ?? '' },
    score,
    koc: since !== null,
    parts: partsOf(counts, rules),
    since: since?.toISOString() ?? null,
  };
}

async function standing(ctx: Ctx, { least, days }: Rules) {
  const { rows } = await sql<{ kocs: number; countedAt: Date | null }>`
    select (select count(*)::int from advocates.score where since is not null) as kocs, counted_at from advocates.pass
  `.execute(ctx.db);
  return { kocs: rows[0]?.kocs ?? 0, least, days, countedAt: rows[0]?.countedAt?.toISOString() ?? null };
}
