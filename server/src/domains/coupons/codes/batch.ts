import type { CodeBatch } from '@huoshui/contracts/coupon-codes';
import type { Draft } from '@huoshui/contracts/form';
import { named, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { addDays, dayStart, shanghaiTime } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import type { Cells } from '../../../platform/table-file.ts';
import { type BenefitKinds, revokeGiven } from '../../benefits/index.ts';
import { couponErrors } from '../errors.ts';
import { makeCodes, plainCode, readableCode } from './code.ts';
import { codeForm } from './code-form.ts';
import {
  type CodeBatchRow,
  countBatches,
  findBatch,
  insertBatch,
  insertCodes,
  listBatches,
  listCodes,
  markVoided,
} from './queries.ts';

type BatchView = Static<typeof CodeBatch>;

/** So many codes a statement. */
const AT_ONCE = 20_000;

/** Throws `platform.bad_form` and, at its field, `coupons.code_not_free`. */
export async function createBatch(ctx: Ctx, draft: Draft): Promise<BatchView> {
  const { name, coupon, kind, count, code, limit, lastDay, budget } = await readForm(ctx, codeForm, draft);
  const id = newId('cdb');
  const total = (kind === 'single' ? count : limit) ?? 1;
  const endsAt = lastDay === null ? null : dayStart(addDays(lastDay, 1));
  await insertBatch(ctx, { id, templateId: coupon, name, kind, total, endsAt, budgetId: budget });
  if (kind === 'single') await fill(ctx, id, total);
  else if ((await insertCodes(ctx, id, [plainCode(code ?? '')], 0)) === 0) throw couponErrors.error('code_not_free');
  return readBatch(ctx, id);
}

/** What is there already, once in many worlds, is drawn again. */
async function fill(ctx: Ctx, batchId: string, total: number): Promise<void> {
  // Places are given anew to what was drawn again; they only order the file.
  for (let [written, place] = [0, 0]; written < total; ) {
    const codes = makeCodes(Math.min(AT_ONCE, total - written));
    written += await insertCodes(ctx, batchId, codes, place);
    place += codes.length;
  }
}

/** Throws `coupons.codes_not_found`. */
export async function readBatch(ctx: Ctx, id: string): Promise<BatchView> {
  return present(await mustFind(ctx, id), ctx.now());
}

type BatchQuery = Partial<Readonly<Record<'q' | 'cursor' | 'templateId', string | undefined>>> & {
  readonly limit?: number | undefined;
};

export async function listCodeBatches(ctx: Ctx, query: BatchQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
  const which = { q: query.q?.trim() || null, templateId: query.templateId ?? null };
  const rows = await listBatches(ctx, { ...which, after, limit: limit + 1 });
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => present(row, ctx.now()),
  );
  return after === null ? { ...page, ...(await countBatches(ctx, which)) } : page;
}

/** Voiding again changes nothing but what is taken back. Throws `coupons.codes_not_found`. */
export async function voidBatch(
  ctx: Ctx,
  kinds: BenefitKinds,
  id: string,
  { reason, takeBack = false }: { readonly reason: string; readonly takeBack?: boolean | undefined },
): Promise<BatchView> {
  const { name } = await mustFind(ctx, id);
  await markVoided(ctx, id, reason);
  if (takeBack) {
    const label = named(words('作废兑换码', 'Voided the exchange codes'), name);
    await revokeGiven(ctx, kinds, { keyPrefixes: [`code:${id}:`], because: { kind: 'code', id, label } });
  }
  return readBatch(ctx, id);
}

/** Throws `coupons.codes_not_found`. */
export async function codeTable(ctx: Ctx, id: string): Promise<Cells> {
  const { templateName, name } = await mustFind(ctx, id);
  return {
    columns: [
      { key: 'code', words: words('兑换码', 'Code'), kind: 'text' },
      { key: 'batch', words: words('批次', 'Batch'), kind: 'text' },
      { key: 'coupon', words: words('优惠券', 'Coupon'), kind: 'text' },
      { key: 'redeemed', words: words('兑换时间', 'Used at'), kind: 'text' },
    ],
    rows: (await listCodes(ctx, id)).map(({ code, redeemedAt }) => [
      readableCode(code),
      name,
      templateName,
      redeemedAt === null ? null : shanghaiTime(redeemedAt),
    ]),
  };
}

async function mustFind(ctx: Ctx, id: string): Promise<CodeBatchRow> {
  const row = await findBatch(ctx, id);
  if (row === undefined) throw couponErrors.error('codes_not_found', { id });
  return row;
}

function present(row: CodeBatchRow, now: Date): BatchView {
  const { budgetId: _, voidedAt: __, code, endsAt, createdAt, ...rest } = row;
  return {
    ...rest,
    code: code === null ? null : readableCode(code),
    endsAt: endsAt?.toISOString() ?? null,
    state: stateOf(row, now),
    createdAt: createdAt.toISOString(),
  };
}

function stateOf({ voidedAt, endsAt, redeemed, total }: CodeBatchRow, now: Date): BatchView['state'] {
  if (voidedAt !== null) return 'voided';
  if (redeemed >= total) return 'used_up';
  return endsAt !== null && endsAt <= now ? 'ended' : 'open';
}
