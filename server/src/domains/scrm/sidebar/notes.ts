import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiInstant } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { askTodos } from '../../todos/index.ts';
import { customerNoted } from '../events.ts';
import { customerOf, knownOf, me } from './hers.ts';

type Shown = { readonly id: string; readonly text: string; readonly staff: string; readonly at: string };

const SHOWN = 30;
/** In the middle of the morning of the day that she chose. Taste. */
const REMINDED_MS = 10 * 60 * 60_000;

/** What the shop's people wrote of a customer, the newest first; whoever has her sees what the others wrote. */
export async function notesOf(ctx: Ctx, externalUserid: string): Promise<Shown[]> {
  const { rows } = await sql<Omit<Shown, 'at'> & { readonly at: Date }>`
    select n.id, n.body as text, coalesce(s.name, n.userid) as staff, n.at
    from scrm.note n left join scrm.staff s on s.userid = n.userid
    where n.external_userid = ${externalUserid} order by n.at desc, n.id desc limit ${SHOWN}
  `.execute(ctx.db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** `remindOn`: she is asked on that day to come back to it. Throws `scrm.customer_not_hers`. */
export async function writeNote(
  ctx: Ctx,
  externalUserid: string,
  { text, remindOn }: { readonly text: string; readonly remindOn: string | null },
): Promise<Shown[]> {
  const { memberId, personNo } = await customerOf(ctx, externalUserid);
  const { id: userid, name: staff } = me(ctx);
  const id = newId('nte');
  await sql`
    insert into scrm.note (id, external_userid, userid, body, at) values (${id}, ${externalUserid}, ${userid}, ${text}, ${ctx.now()})
  `.execute(ctx.db);
  ctx.emit(customerNoted, { personNo, payload: { memberId: memberId ?? '', userid, staff, text } });
  if (remindOn !== null) await remind(ctx, externalUserid, { id, text, remindOn });
  return notesOf(ctx, externalUserid);
}

async function remind(
  ctx: Ctx,
  externalUserid: string,
  { id, text, remindOn }: { readonly id: string; readonly text: string; readonly remindOn: string },
): Promise<void> {
  const { memberId, personNo } = await knownOf(ctx, externalUserid);
  const dueAt = shanghaiInstant(remindOn, REMINDED_MS);
  if (dueAt <= ctx.now()) throw platformErrors.error('bad_input', { what: 'remindOn' });
  await askTodos(ctx, [
    {
      key: `note:${id}`,
      memberId,
      personNo,
      title: [...text].slice(0, 40).join(''),
      text,
      dueAt,
      assigneeId: null,
      staffId: me(ctx).id,
      because: { kind: 'note', id, label: words('你记下的跟进', 'Your own note') },
    },
  ]);
}
