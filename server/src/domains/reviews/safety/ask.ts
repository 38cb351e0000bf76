import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Review } from '../review.ts';

type Part = {
  readonly addition: boolean;
  readonly body: string;
  readonly pictures: readonly string[];
  /** From where she writes; null where nobody knows. */
  readonly ip: string | null;
};

/** Has WeChat asked of what she wrote, soon: in the transaction that keeps it. */
export async function askSafety(ctx: Ctx, { id }: Pick<Review, 'id'>, part: Part): Promise<void> {
  const { addition, body, pictures, ip } = part;
  const rows = [
    ...(body === '' ? [] : [{ subject: 'text', what: '' }]),
    ...pictures.map((what) => ({ subject: 'picture', what })),
    ...(ip === null ? [] : [{ subject: 'person', what: ip }]),
  ];
  await sql`
    insert into reviews.safety (review_id, addition, subject, what, due_at)
    select ${id}, ${addition}, subject, what, ${ctx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (subject text, what text)
    on conflict (review_id, addition, subject, what) do nothing
  `.execute(ctx.db);
}
