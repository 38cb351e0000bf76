import { joinWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { tags } from '../../members/index.ts';
import { type Known, knownOf, me } from './hers.ts';
import type { HerPorts } from './ports.ts';

/** Tags her, or takes a tag from her, and lets the corp's tags follow. Answers what she has then. */
export async function changeTag(
  ctx: Ctx,
  her: HerPorts,
  externalUserid: string,
  { name, wanted }: { readonly name: string; readonly wanted: boolean },
) {
  const known = await knownOf(ctx, externalUserid);
  const { id, name: staff } = me(ctx);
  const deed = wanted
    ? words('在侧边栏打标签', 'tagged in the sidebar')
    : words('在侧边栏去掉标签', 'untagged in the sidebar');
  const because = { kind: 'staff', id, label: joinWords([words(staff, staff), deed], words('：', ': ')) };
  const person = [{ memberId: known.memberId, personNo: known.personNo }];
  if (wanted) await tags.give(ctx, person, name, 'operator', because);
  else await tags.take(ctx, person, name, because);
  await markSoon(ctx, known, name, wanted);
  const { tagList } = await her.member(ctx, known.memberId);
  return { tags: tagList.map(({ name, at }) => ({ name, at })) };
}

/** The last wish wins, however many came before it was carried out. */
async function markSoon(ctx: Ctx, { friendId }: Known, tag: string, wanted: boolean): Promise<void> {
  await sql`
    insert into scrm.mark (friend_id, tag, wanted, due_at) values (${friendId}, ${tag}, ${wanted}, ${ctx.now()})
    on conflict (friend_id, tag) do update set wanted = excluded.wanted, due_at = excluded.due_at, tries = 0, trouble = null
  `.execute(ctx.db);
}
