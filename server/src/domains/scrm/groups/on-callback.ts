import { sql } from 'kysely';
import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { refreshChats } from './refresh-chats.ts';

/**
 * Something changed about a group. It is only the news that there is something to read, once for all that came at one moment; who left
 * by herself and who was taken out is told here alone, so that is written down.
 */
export async function onChatChange(ctx: Ctx, { id, body, happenedAt }: Callback): Promise<void> {
  const chatId = textOf(body.ChatId);
  if (chatId === '') return;
  await inTransaction(ctx, async (ctx) => {
    await refreshChats(ctx, [chatId]);
    if (body.UpdateDetail !== 'del_member') return;
    // 0: by herself; 1: taken out by the owner or an administrator.
    const by = textOf(body.QuitScene) === '1' ? 'removed' : 'herself';
    const gone = membersIn(body.MemChangeList);
    await sql`
      insert into scrm.chat_left (callback_id, chat_id, userid, by, at)
      select ${id}, ${chatId}, userid, ${by}, ${happenedAt} from unnest(${gone}::text[]) as gone (userid)
      on conflict (callback_id, userid) do nothing
    `.execute(ctx.db);
    // Read before it was told.
    await sql`
      update scrm.chat_member set left_at = ${happenedAt}, left_by = ${by}
      where chat_id = ${chatId} and userid = any(${gone}::text[]) and left_by = 'unknown' and joined_at <= ${happenedAt} and left_at >= ${happenedAt}
    `.execute(ctx.db);
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Items of their own as it is told now, one text with commas as it was told before. */
function membersIn(list: unknown): string[] {
  const items = typeof list === 'object' && list !== null && 'Item' in list ? list.Item : list;
  const texts = Array.isArray(items) ? items.map(textOf) : textOf(items).split(',');
  return [...new Set(texts.map((one) => one.trim()).filter((one) => one !== ''))];
}
