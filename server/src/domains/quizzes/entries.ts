import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { findByPersonNo } from '../members/index.ts';
import type { Quiz } from './quizzes.ts';

export type Her = { readonly memberId: string; readonly personNo: number };
/** What her result said when she came to it. */
export type ResultSaid = { readonly title: string; readonly text: string; readonly gift: string | null };
export type Given = { readonly label: string; readonly sentence: string | null };
export type Entry = {
  readonly no: number;
  readonly result: number | null;
  readonly resultSaid: ResultSaid | null;
  readonly toldAt: Date | null;
  readonly gift: 'given' | 'refused' | null;
  readonly giftSaid: readonly Given[] | Words | null;
};

const COLUMNS = sql.raw('no, result, result_said, told_at, gift, gift_said');
const hers = ({ id }: Quiz, { memberId }: Her) => sql`quiz_id = ${id} and member_id = ${memberId} and not behind`;

export async function findEntry(ctx: Ctx, quiz: Quiz, her: Her): Promise<Entry | null> {
  const { rows } = await sql<Entry>`select ${COLUMNS} from quizzes.entry where ${hers(quiz, her)}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Held until the end of the transaction: of two who look at once the second finds what the first has given. */
export async function holdEntry(ctx: Ctx, quiz: Quiz, her: Her): Promise<Entry | null> {
  const { rows } = await sql<Entry>`
    select ${COLUMNS} from quizzes.entry where ${hers(quiz, her)} for no key update
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Once: whoever begins again goes on where she was. */
export async function beginEntry(ctx: Ctx, quiz: Quiz, her: Her): Promise<void> {
  const tester = (await findByPersonNo(ctx, [her.personNo])).get(her.personNo)?.tester ?? false;
  await sql`
    insert into quizzes.entry (quiz_id, member_id, person_no, tester, started_at)
    values (${quiz.id}, ${her.memberId}, ${her.personNo}, ${tester}, ${ctx.now()})
    on conflict (quiz_id, member_id) where not behind do nothing
  `.execute(ctx.db);
}

type Finish = { readonly answers: readonly number[]; readonly result: number; readonly said: ResultSaid };

/** The first time counts; answers whether this was it, and whether she tries things out for the shop. */
export async function finishEntry(
  ctx: Ctx,
  quiz: Quiz,
  her: Her,
  { answers, result, said }: Finish,
): Promise<{ readonly first: boolean; readonly tester: boolean }> {
  const { rows } = await sql<{ tester: boolean }>`
    update quizzes.entry set answers = ${[...answers]}::int[], result = ${result}, result_said = ${JSON.stringify(said)}::jsonb,
      finished_at = ${ctx.now()}
    where ${hers(quiz, her)} and finished_at is null returning tester
  `.execute(ctx.db);
  return { first: rows.length > 0, tester: rows[0]?.tester ?? false };
}

/** She is told; or she has finished and something is missing before she is. */
export async function noteTold(ctx: Ctx, { no }: Entry, entitled: boolean): Promise<void> {
  await (entitled
    ? sql`update quizzes.entry set told_at = ${ctx.now()} where no = ${no} and told_at is null`
    : sql`update quizzes.entry set locked = true where no = ${no} and told_at is null and not locked`
  ).execute(ctx.db);
}

export async function noteGift(
  ctx: Ctx,
  { no }: Entry,
  gift: NonNullable<Entry['gift']>,
  said: NonNullable<Entry['giftSaid']>,
): Promise<void> {
  await sql`
    update quizzes.entry set gift = ${gift}, gift_said = ${JSON.stringify(said)}::jsonb, gift_at = ${ctx.now()} where no = ${no}
  `.execute(ctx.db);
}
