import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { inGroupChat } from '../testing.ts';
import { onChatChange } from './on-callback.ts';

const { ctx } = await testApp({ env: { ROLE: 'api' } });

const told = (id: string, body: object) => ({
  id,
  source: 'wecom',
  kind: 'change_external_chat.update',
  body: { ChatId: 'wrLong', ChangeType: 'update', UpdateDetail: 'del_member', ...body },
  happenedAt: ctx.now(),
});

const left = async () =>
  (
    await sql<{ userid: string; by: string }>`
      select userid, by from scrm.chat_left where chat_id = 'wrLong' order by userid
    `.execute(ctx.db)
  ).rows.map(({ userid, by }) => `${userid} ${by}`);

it('understands who left however the list of them is written: as items, one item, or one text with commas', async () => {
  await inGroupChat(ctx, 'wrLong', await createMember(ctx));
  await onChatChange(ctx, told('cbk_1', { QuitScene: '0', MemChangeList: { Item: ['wmA', 'wmB'] } }));
  await onChatChange(ctx, told('cbk_2', { QuitScene: '1', MemChangeList: { Item: 'wmC' } }));
  await onChatChange(ctx, told('cbk_3', { QuitScene: '0', MemChangeList: 'wmD, wmE' }));
  // Some versions tell only that somebody left, and how many.
  await onChatChange(ctx, told('cbk_4', { QuitScene: '0', MemChangeCnt: '2', MemChangeList: '' }));
  await onChatChange(ctx, told('cbk_1', { QuitScene: '0', MemChangeList: { Item: ['wmA', 'wmB'] } }));
  expect(await left()).toEqual(['wmA herself', 'wmB herself', 'wmC removed', 'wmD herself', 'wmE herself']);
});

it('says afterwards how somebody left who was found to be gone before that was told', async () => {
  const her = await createMember(ctx);
  const chat = await inGroupChat(ctx, 'wrLong', her);
  const userid = `wm${her.id}`;
  await sql`
    update scrm.chat_member set left_at = ${new Date(ctx.now().getTime() + 5000)}, left_by = 'unknown' where userid = ${userid}
  `.execute(ctx.db);
  await onChatChange(ctx, told('cbk_5', { QuitScene: '1', MemChangeList: { Item: [userid] } }));
  const { rows } = await sql<{ leftBy: string }>`
    select left_by from scrm.chat_member where chat_id = ${chat} and userid = ${userid}
  `.execute(ctx.db);
  expect(rows).toEqual([{ leftBy: 'removed' }]);
});
