import { type Words, words } from '@huoshui/contracts/words';
import { smsTextState } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { Composed, Content } from '../../channel.ts';
import { readSetup } from './account.ts';
import { hashOf, hasLink, isUsed, LINK_LENGTH, reviewedText } from './text.ts';

/** How long a text is with the examples filled in, what it costs, and whether it may go out yet. */
export async function remarksOn(ctx: Ctx, content: Content, composed: Composed): Promise<readonly Words[]> {
  const setup = await readSetup(ctx);
  if (setup === null)
    return [words('还没有接入短信服务，现在不会发出', 'No vendor of texts is connected: nothing goes out')];
  const { vendor, account, prices } = setup;
  const link = hasLink(content.values) ? `${ctx.config.publicUrl}/s/${'x'.repeat(LINK_LENGTH)}` : '';
  const shown = composed.lines[0]?.text ?? '';
  const whole = shown.replace('【…】', `【${account.signName}】`).replace('https://…/s/…', link);
  const pieces = vendor.pieces(whole);
  const cost = (pieces * prices[content.template.kind]) / 1000;
  const length = words(
    `约 ${whole.length} 字，按 ${pieces} 条计费，¥${cost.toFixed(3)}`,
    `About ${whole.length} characters, billed as ${pieces === 1 ? 'one piece' : `${pieces} pieces`}, ¥${cost.toFixed(3)}`,
  );
  return isUsed(content.values) ? [length, await stateOf(ctx, content, setup)] : [length];
}

async function stateOf(
  ctx: Ctx,
  content: Content,
  { vendor, account }: NonNullable<Awaited<ReturnType<typeof readSetup>>>,
): Promise<Words> {
  const text = reviewedText(vendor, content, ctx.config.publicUrl);
  const { rows } = await sql<{ state: keyof typeof smsTextState; reason: string }>`
    select state, reason from messaging.sms_text where hash = ${hashOf(vendor, account.signName, content.template, text)}
  `.execute(ctx.db);
  const [row] = rows;
  if (!row)
    return words('这段文案还没有提交过，保存后交给服务商审核', 'Not handed in yet: saving hands it in for review');
  const { zh, en } = smsTextState[row.state];
  const why = row.reason === '' ? '' : `：${row.reason}`;
  return words(`审核：${zh}${why}`, `Review: ${en}${row.reason === '' ? '' : `: ${row.reason}`}`);
}
