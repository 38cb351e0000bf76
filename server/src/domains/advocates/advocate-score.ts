import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { personsAmong } from '../../platform/event-store/person-set.ts';
import { form } from '../../platform/form/form.ts';
import { condition } from '../audiences/index.ts';

/** Scores as they were counted last; at a moment of the past, whoever has the score now. */
export const advocateScore = condition({
  kind: 'advocate_score',
  about: 'value',
  words: words('KOC 分', 'Has a KOC score'),
  form: form({
    fields: [
      {
        key: 'atLeast',
        label: words('至少', 'At least'),
        hint: words('不填就是达到 KOC 的人', 'Empty: everybody who reaches the line'),
        kind: 'count',
        unit: words('分', 'points'),
        min: 1,
        max: 100_000,
        optional: true,
      },
    ],
    sentence: ({ atLeast }) =>
      atLeast === null
        ? words('是 KOC', 'is a KOC')
        : words(`KOC 分至少 ${atLeast}`, `has a KOC score of at least ${atLeast}`),
  }),
  persons: async (ctx, values) => personsAmong(await scoring(ctx, values, sql`true`)),
  holds: async (ctx, values, personNos) =>
    new Set(await scoring(ctx, values, sql`person_no = any(${[...personNos]}::int[])`)),
});

/** Who reaches a score, or the line. */
export async function scoring(
  ctx: Ctx,
  { atLeast }: { readonly atLeast: number | null },
  among: RawBuilder<unknown> = sql`true`,
): Promise<number[]> {
  const reaches = atLeast === null ? sql`since is not null` : sql`score >= ${atLeast}`;
  const { rows } = await sql<{ personNo: number }>`
    select person_no from advocates.score where ${reaches} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
