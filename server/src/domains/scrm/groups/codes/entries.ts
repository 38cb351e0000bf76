import { randomBytes } from 'node:crypto';
import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { Lane } from './code-form.ts';

/** A code that is out there may be looked at for a while after its group was taken off. */
const RECYCLED_AFTER_MS = DAY_MS;

export type EntryRow = {
  readonly groupCodeId: string;
  readonly lane: string;
  readonly chatId: string;
  readonly chat: string;
  readonly members: number;
  readonly dismissedAt: Date | null;
  readonly byWecom: boolean;
  readonly another: string | null;
  readonly picture: string | null;
  readonly trouble: Words | null;
};

/** The groups of these codes, in the order in which they fill. */
export async function entriesOf(ctx: Ctx, codeIds: readonly string[]): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.group_code_id, e.lane, e.chat_id, c.name as chat, c.members, c.dismissed_at, e.by_wecom, e.another, e.picture, e.trouble
    from scrm.group_entry e join scrm.chat c on c.id = e.chat_id
    where e.wanted and e.group_code_id = any(${[...codeIds]}::text[]) order by e.group_code_id, e.lane, e.no
  `.execute(ctx.db);
  return rows;
}

/**
 * Those that are named have a join way; those that are not any more lose it after a day, so that the corp's quota comes back. What WeCom
 * made stays behind those that are named, as long as its lane is there.
 */
export async function wantEntries(ctx: Ctx, id: string, lanes: readonly Lane[]): Promise<void> {
  const wanted = lanes.flatMap(({ lane, groups }) =>
    groups.map((chat, no) => ({ lane, chat_id: chat, no, state: newState() })),
  );
  const later = new Date(ctx.now().getTime() + RECYCLED_AFTER_MS);
  const names = lanes.map(({ lane }) => lane);
  const asked = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as new (lane text, chat_id text, no int, state text)`;
  await sql`
    insert into scrm.group_entry (group_code_id, lane, chat_id, no, wanted, state, due_at)
    select ${id}, lane, chat_id, no, true, state, ${ctx.now()} from ${asked}
    on conflict (group_code_id, lane, chat_id) do update set wanted = true, no = excluded.no, by_wecom = false, tries = 0, trouble = null,
      due_at = case when group_entry.config_id is null then excluded.due_at when group_entry.wanted then group_entry.due_at end
  `.execute(ctx.db);
  await sql`
    update scrm.group_entry e set wanted = false, tries = 0, another = null, look_at = null,
      due_at = case when e.config_id is null then null else ${later}::timestamptz end
    where e.group_code_id = ${id} and e.wanted and not exists (select from ${asked} where new.lane = e.lane and new.chat_id = e.chat_id)
      and (not e.by_wecom or e.lane <> all(${names}::text[]) or exists (select from ${asked} where new.chat_id = e.chat_id))
  `.execute(ctx.db);
  await sql`
    update scrm.group_entry e set wanted = true, tries = 0, due_at = case when e.config_id is null then ${ctx.now()}::timestamptz end
    where e.group_code_id = ${id} and e.by_wecom and not e.wanted and e.lane = any(${names}::text[])
      and not exists (select from ${asked} where new.chat_id = e.chat_id)
  `.execute(ctx.db);
  await alignAnother(ctx, id, lanes);
}

/** WeCom took over a lane's growth: groups that it made stand behind the others, each with a join way of its own. */
export async function adopt(ctx: Ctx, id: string, lane: Lane, chatIds: readonly string[]): Promise<void> {
  const fresh = chatIds.map((chat) => ({ chat_id: chat, state: newState() }));
  await sql`
    insert into scrm.group_entry (group_code_id, lane, chat_id, no, wanted, by_wecom, state, due_at)
    select ${id}, ${lane.lane}, new.chat_id, 1000 + (select count(*)::int from scrm.group_entry where group_code_id = ${id} and lane = ${lane.lane}),
      true, true, new.state, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as new (chat_id text, state text)
    on conflict (group_code_id, lane, chat_id) do nothing
  `.execute(ctx.db);
  await alignAnother(ctx, id, [lane]);
}

/** Only the last of a lane lets WeCom make another; what changes is said to WeCom again. */
async function alignAnother(ctx: Ctx, id: string, lanes: readonly Lane[]): Promise<void> {
  const bases = lanes.map(({ lane, another, base }) => ({ lane, base: another ? base : null }));
  await sql`
    with ranked as (
      select lane, chat_id, row_number() over (partition by lane order by no desc, chat_id desc) as back, count(*) over (partition by lane)::int as many
      from scrm.group_entry where group_code_id = ${id} and wanted
    )
    update scrm.group_entry e set another = new.base, from_no = new.many + 1, due_at = ${ctx.now()}, tries = 0
    from (
      select r.lane, r.chat_id, r.many, case when r.back = 1 then a.base end as base
      from ranked r join jsonb_to_recordset(${JSON.stringify(bases)}::jsonb) as a (lane text, base text) on a.lane = r.lane
    ) as new
    where e.group_code_id = ${id} and e.lane = new.lane and e.chat_id = new.chat_id and e.another is distinct from new.base
  `.execute(ctx.db);
}

const newState = () => `g${randomBytes(12).toString('hex')}`;
