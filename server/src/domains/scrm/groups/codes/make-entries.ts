import { sql } from 'kysely';
import { MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import { type Sweep, sweep } from '../../../../platform/sweeps.ts';
import { wecomOf } from '../../corp/corp.ts';
import { isOwn, keepPicture } from '../../corp/own-picture.ts';
import { saidOf } from '../../corp/said-of.ts';
import { refreshChats } from '../refresh-chats.ts';
import type { GroupCodeValues } from './code-form.ts';
import { adopt } from './entries.ts';

const AT_ONCE = 5;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [0.5, 5, 30, 120].map((minutes) => minutes * MINUTE_MS);
const LOOK_AGAIN_MS = 5 * MINUTE_MS;

type Taken = {
  readonly groupCodeId: string;
  readonly lane: string;
  readonly chatId: string;
  readonly wanted: boolean;
  readonly another: string | null;
  readonly fromNo: number;
  readonly state: string;
  readonly configId: string | null;
  readonly picture: string | null;
  readonly tries: number;
  readonly dueAt: Date;
  readonly name: string;
};

/** The join way of each group of a code is made and its picture kept, changed, and given back to the quota when it is wanted no more. */
export const makeGroupEntries: Sweep = sweep({
  name: 'scrm.group-entries',
  due: sql`(select min(due_at) from scrm.group_entry where due_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Taken>`
      with held as (
        select group_code_id, lane, chat_id from scrm.group_entry where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE}
        for no key update skip locked
      )
      update scrm.group_entry e set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = e.tries + 1
      from held, scrm.group_code c
      where e.group_code_id = held.group_code_id and e.lane = held.lane and e.chat_id = held.chat_id and c.id = e.group_code_id
      returning e.group_code_id, e.lane, e.chat_id, e.wanted, e.another, e.from_no, e.state, e.config_id, e.picture, e.tries, e.due_at, c.name
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => settle(ctx, one)));
    return taken.length;
  },
});

async function settle(ctx: Ctx, taken: Taken): Promise<void> {
  const { groupCodeId, lane, chatId, wanted, another, fromNo, state, configId, picture, tries, dueAt, name } = taken;
  const mine = sql`group_code_id = ${groupCodeId} and lane = ${lane} and chat_id = ${chatId}`;
  // What was asked for meanwhile is still to be done.
  const done = sql`due_at = case when due_at <> ${dueAt} then due_at end, trouble = null`;
  const way = {
    ...{ chatIds: [chatId], state, remark: [...`${name} ${lane}`].slice(0, 30).join('') },
    another: another === null ? null : { name: another, from: fromNo },
  };
  try {
    const wecom = await wecomOf(ctx);
    if (wanted && configId === null) {
      const made = await wecom.addJoinWay(way);
      // Shown from WeCom's host until it is ours.
      await sql`
        update scrm.group_entry set config_id = ${made.configId}, picture = ${made.picture}, trouble = null where ${mine}
      `.execute(ctx.db);
      const kept = await keepPicture(ctx, made.picture);
      await sql`update scrm.group_entry set ${done}, picture = ${kept} where ${mine}`.execute(ctx.db);
    } else if (wanted && configId !== null) {
      await wecom.updateJoinWay(configId, way);
      const kept = picture === null || isOwn(picture) ? picture : await keepPicture(ctx, picture);
      await sql`update scrm.group_entry set ${done}, picture = ${kept} where ${mine}`.execute(ctx.db);
    } else {
      if (configId !== null) await wecom.deleteJoinWay(configId);
      await sql`
        update scrm.group_entry set ${done}, config_id = case when wanted then config_id end, picture = case when wanted then picture end
        where ${mine}
      `.execute(ctx.db);
    }
  } catch (error) {
    ctx.log.warn({ err: error, groupCodeId, chatId }, 'a join way was not made');
    const pause = PAUSES_MS[tries - 1];
    const again = pause === undefined ? null : new Date(ctx.now().getTime() + pause);
    await sql`
      update scrm.group_entry set due_at = ${again}, trouble = case when picture is null or not wanted then ${JSON.stringify(saidOf(error))}::jsonb end
      where ${mine} and due_at = ${dueAt}
    `.execute(ctx.db);
  }
}

type Looked = Pick<Taken, 'groupCodeId' | 'lane' | 'chatId'> & {
  readonly configId: string;
  readonly lookAt: Date;
  readonly values: GroupCodeValues;
};

/** A group that is new may have been made by a join way whose groups were full: it belongs to that lane then. */
export const adoptGroups: Sweep = sweep({
  name: 'scrm.adopt-groups',
  due: sql`(select min(look_at) from scrm.group_entry where look_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Looked>`
      with held as (
        select group_code_id, lane, chat_id from scrm.group_entry where look_at <= ${ctx.now()} order by look_at limit ${AT_ONCE}
        for no key update skip locked
      )
      update scrm.group_entry e set look_at = ${new Date(ctx.now().getTime() + LOOK_AGAIN_MS)}
      from held, scrm.group_code c
      where e.group_code_id = held.group_code_id and e.lane = held.lane and e.chat_id = held.chat_id and c.id = e.group_code_id
      returning e.group_code_id, e.lane, e.chat_id, coalesce(e.config_id, '') as config_id, e.look_at, c.values
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => look(ctx, one)));
    return taken.length;
  },
});

async function look(ctx: Ctx, { groupCodeId, lane, chatId, configId, lookAt, values }: Looked): Promise<void> {
  const mine = sql`group_code_id = ${groupCodeId} and lane = ${lane} and chat_id = ${chatId} and look_at = ${lookAt}`;
  try {
    const chats = configId === '' ? [] : await (await wecomOf(ctx)).groupsOfJoinWay(configId);
    const made = chats.filter((one) => one !== chatId);
    const asked = values.lanes.find((one) => one.lane === lane);
    await inTransaction(ctx, async (ctx) => {
      if (made.length > 0 && asked !== undefined) {
        await refreshChats(ctx, made);
        await adopt(ctx, groupCodeId, asked, made);
      }
      await sql`update scrm.group_entry set look_at = null where ${mine}`.execute(ctx.db);
    });
  } catch (error) {
    ctx.log.warn({ err: error, groupCodeId }, 'the groups of a join way were not read');
  }
}
