import type { ReviewRow } from '@huoshui/contracts/reviews';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { safetySubject } from '@huoshui/contracts/words/reviews';
import type { Static } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { safetyLabels } from './labels.ts';

export type Safety = NonNullable<Static<typeof ReviewRow>['safety']>;
type Row = {
  readonly reviewId: string;
  readonly subject: keyof typeof safetySubject;
  readonly state: 'waiting' | 'asked' | 'pass' | 'held' | 'failed';
  readonly label: number | null;
  readonly trouble: Words | null;
};

/** What the check came to, by review; one of which nothing was asked is absent. */
export async function readSafety(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Safety>> {
  const { rows } = await sql<Row>`
    select review_id, subject, state, label, trouble from reviews.safety where review_id = any(${[...ids]}::text[]) order by no
  `.execute(ctx.db);
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.reviewId, [...(found.get(row.reviewId) ?? []), row]);
  return new Map([...found].map(([id, parts]) => [id, { state: stateOf(parts), why: parts.flatMap(whyOf) }]));
}

function stateOf(parts: readonly Row[]): Safety['state'] {
  if (parts.some(({ state }) => state === 'held' || state === 'failed')) return 'held';
  return parts.every(({ state }) => state === 'pass') ? 'passed' : 'checking';
}

/** Reviews of which the check came to this. */
export function isOfSafety(state: Safety['state']): RawBuilder<unknown> {
  const some = (which: RawBuilder<unknown>) =>
    sql`exists (select from reviews.safety s where s.review_id = r.id and ${which})`;
  const held = some(sql`s.state in ('held', 'failed')`);
  if (state === 'held') return held;
  const open = some(sql`s.state in ('waiting', 'asked')`);
  return state === 'checking'
    ? sql`(${open} and not ${held})`
    : sql`(${some(sql`true`)} and not ${held} and not ${open})`;
}

function whyOf({ subject, state, label, trouble }: Row): Words[] {
  if (state !== 'held' && state !== 'failed') return [];
  const what = safetySubject[subject];
  const colon = words('：', ': ');
  if (trouble !== null) return [joinWords([what, trouble], colon)];
  if (subject === 'person') return [joinWords([what, words(`风险等级 ${label}`, `risk ${label} of 4`)], colon)];
  return [joinWords([what, safetyLabels.get(label ?? 0) ?? words(`标签 ${label}`, `label ${label}`)], colon)];
}
