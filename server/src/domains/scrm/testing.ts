import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { signToken } from './sidebar/session.ts';

/** A member of the corp who can be added, as the directory says it. */
export async function aMemberOfStaff(ctx: Ctx, userid: string): Promise<string> {
  await sql`
    insert into scrm.staff (userid, name, department, can_contact, seen_at) values (${userid}, ${userid}, '门店', true, ${ctx.now()})
    on conflict (userid) do nothing
  `.execute(ctx.db);
  return userid;
}

/** What the sidebar of a member of the corp says who she is with, for an hour. */
export async function staffToken(ctx: Ctx, userid: string): Promise<string> {
  return signToken(ctx, await aMemberOfStaff(ctx, userid), new Date(ctx.now().getTime() + 3_600_000));
}

/** The values of a contact way of one member, as the form takes them. */
export function wayValues(name: string, who: string) {
  return { name, staff: [{ who, weight: 1 }], welcome: '你好', couponFor: 'everyone' };
}

/** The values of a mass send to all customers of one member, as the form takes them. */
export function massValues(name: string, who: string) {
  const much = { waitDays: 3, reminders: 0, within: 7 };
  return { name, to: 'staff', staff: [who], sender: 'longest', text: '你好', card: 'none', ...much };
}

/** The values of a moment of one member, of words alone, as the form takes them. */
export function momentValues(name: string, who: string) {
  return { name, staff: [who], tags: [], text: '你好', card: 'none', waitDays: 3, within: 7 };
}

/** The values of a group SOP of groups with a tag, as the form takes them. */
export function rhythmValues(name: string, text = '你好') {
  const beat = { day: 'wed', at: 20 * 60, title: text, text, card: 'none' };
  return { name, tags: ['Benefits'], groups: [], beats: [beat], hours: 2 };
}

/** The values of a welcome of groups with a tag, of words alone, as the form takes them. */
export function groupWelcomeValues(name: string, text = '你好') {
  return { name, tags: ['Benefits'], text, card: 'none' };
}

/** A customer group as WeCom was once asked about it. */
export async function aGroupChat(ctx: Ctx, id: string, name = id): Promise<string> {
  await sql`
    insert into scrm.chat (id, name, owner, members, created_at, read_at) values (${id}, ${name}, 'guide01', 1, ${ctx.now()}, ${ctx.now()})
    on conflict (id) do nothing
  `.execute(ctx.db);
  return id;
}

/** She is in a group, as WeCom was once asked about it; the fact is the caller's to tell. */
export async function inGroupChat(
  ctx: Ctx,
  chat: string,
  her: { readonly id: string; readonly personNo: number },
): Promise<string> {
  const userid = `wm${her.id}`;
  await aGroupChat(ctx, chat);
  await sql`
    insert into scrm.customer (external_userid, name, member_id, person_no, seen_at) values (${userid}, '', ${her.id}, ${her.personNo}, ${ctx.now()})
    on conflict do nothing
  `.execute(ctx.db);
  await sql`
    insert into scrm.chat_member (id, chat_id, userid, is_staff, joined_at, scene) values (${`gmb_${her.id}`}, ${chat}, ${userid}, false, ${ctx.now()}, 3)
  `.execute(ctx.db);
  return chat;
}

/** The values of a group code of one group for everybody, as the form takes them. */
export function groupCodeValues(name: string, group: string, lane = 'all') {
  return { name, lanes: [{ lane, for: 'everyone', groups: [group], another: false }], fullAt: 190 };
}
