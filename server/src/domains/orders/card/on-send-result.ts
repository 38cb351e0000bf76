import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { PushedEvent } from '../../../platform/domain.ts';
import { endCard } from './tell.ts';

/** fail_ret of `notify_service_msg_send_result`, by the documents of the cards. */
const reasons: Readonly<Record<string, Words>> = {
  '-10001': words('微信系统错误', 'An error of WeChat'),
  '-10002': words('内容未通过安全校验', 'The content did not pass the check'),
  '-1003': words('小程序没有添加这个服务卡片模板', 'The mini program has not added the template of the card'),
  '-1004': words('买家拒收这类服务通知', 'She refuses messages of this kind'),
  '-1005': words('下发过于频繁', 'Too many at once'),
};
/** What is over with this one message: the next state may come through. */
const passing = ['-10001', '-1005'];

/** WeChat took a card and could not deliver its message. */
export async function onCardFailed(ctx: Ctx, { body }: PushedEvent): Promise<void> {
  const code = String(body.fail_ret ?? '');
  // Some numbers come with a letter and a dot before them (`p1.4200…`).
  const transactionId = String(body.notify_code ?? '').replace(/^p\d\./, '');
  if (passing.includes(code)) return;
  const { rows } = await sql<{ orderId: string }>`
    select o.id as order_id from orders.payment p join orders.placed o on o.id = p.order_id and o.transaction_id = p.transaction_id
    where p.transaction_id = ${transactionId}
  `.execute(ctx.db);
  const why = reasons[code] ?? plainWords(`${code} ${String(body.fail_msg ?? '')}`);
  if (rows[0]) await endCard(ctx, rows[0].orderId, why);
}
