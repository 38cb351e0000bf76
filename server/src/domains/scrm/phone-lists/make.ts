import type { RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { phoneListContract } from '@huoshui/contracts/phone-lists';
import { sql } from 'kysely';
import { shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { memberImport } from '../../members/index.ts';
import { scrmErrors } from '../errors.ts';
import { phoneListForm } from './list-form.ts';
import { sortPhones } from './numbers.ts';
import { planDays } from './plan.ts';
import { readList } from './show.ts';

type Made = RouteOut<(typeof phoneListContract)['POST /api/admin/phone-lists']>;

/** The text goes out when people are up, and before anybody is asked. */
const ANNOUNCED_AT_MS = 10 * 3_600_000;

/**
 * Puts a list down: who is no member yet becomes one by her number, who is a friend already is left out, and everybody else gets a member of
 * staff and a day. Throws `platform.bad_form`, `scrm.phone_list_name_taken`, `scrm.no_phones`.
 */
export async function makeList(ctx: Ctx, draft: Draft, given: readonly string[]): Promise<Made> {
  const values = await readForm(ctx, phoneListForm, draft);
  return inTransaction(ctx, async (ctx) => {
    // Two lists at once would both find the same days free.
    await takeTurn(ctx, 'scrm.phone-lists');
    const id = newId('phl');
    const { rows } = await sql`
      insert into scrm.phone_list (id, name, values, made_at) values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
      on conflict (lower(name)) do nothing returning id
    `.execute(ctx.db);
    if (rows.length === 0) throw scrmErrors.error('phone_list_name_taken');
    const sorted = await sortPhones(ctx, given);
    const count = (...kinds: readonly (typeof sorted)[number]['why'][]) =>
      sorted.filter(({ why }) => kinds.includes(why)).length;
    const [invalid, doubled] = [count('invalid'), count('doubled')];
    if (invalid === sorted.length) throw scrmErrors.error('no_phones');
    const good = sorted.filter(({ why }) => why === null).map(({ plain }) => plain);
    const stored = good.map((phone) => memberImport.phone(ctx.crypto, phone));
    // She who has the number now, as `sortPhones` found her: names are of this list alone, or a number that went to somebody else would
    // lead to whom an earlier list knew by it.
    const brought = await memberImport.bring(
      ctx,
      good.map((phone, n) => ({
        ...{ external: `${id}:${stored[n]?.index ?? phone}`, byPhone: true, phone, stored: stored[n] },
        nickname: stored[n]?.masked,
      })),
      'phone_list',
    );
    const people = brought.flatMap((one, n) => {
      const phone = stored[n];
      return 'memberId' in one && phone ? [{ ...one, key: phone.index, masked: phone.masked }] : [];
    });
    const [startsOn = values.startsOn] = [values.startsOn, shanghaiDay(ctx.now())].toSorted().reverse();
    const planned = planDays(people.length, {
      ...values,
      startsOn,
      taken: await takenDays(ctx, values.staff, startsOn),
    });
    const entries = people.flatMap(({ memberId, personNo, key, masked }, n) => {
      const plan = planned[n];
      if (plan === undefined) return [];
      const announce = values.announce ? shanghaiInstant(plan.day, ANNOUNCED_AT_MS).toISOString() : null;
      return [{ id: newId('phe'), member_id: memberId, person_no: personNo, key, masked, ...plan, announce }];
    });
    await sql`
      insert into scrm.phone_entry (id, list_id, member_id, person_no, phone_key, phone_masked, userid, day, announce_at)
      select id, ${id}, member_id, person_no, key, masked, userid, day, announce
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as given (id text, member_id text, person_no int, key text, masked text, userid text, day date, announce timestamptz)
      on conflict (list_id, phone_key) do nothing
    `.execute(ctx.db);
    const skipped = sorted.length - invalid - doubled - people.length;
    return { list: await readList(ctx, id), invalid, doubled, skipped };
  });
}

async function takenDays(ctx: Ctx, staff: readonly string[], from: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ userid: string; day: string; count: number }>`
    select userid, day::text as day, count(*)::int as count from scrm.phone_entry
    where userid = any(${[...staff]}::text[]) and day >= ${from}::date and state <> 'stopped' group by 1, 2
  `.execute(ctx.db);
  return new Map(rows.map(({ userid, day, count }) => [`${userid} ${day}`, count]));
}

/** Whoever has not been asked yet will not be. */
export async function stopList(ctx: Ctx, id: string): ReturnType<typeof readList> {
  await inTransaction(ctx, async (ctx) => {
    await sql`update scrm.phone_list set stopped_at = coalesce(stopped_at, ${ctx.now()}) where id = ${id}`.execute(
      ctx.db,
    );
    await sql`
      update scrm.phone_entry set state = 'stopped', announce_at = null where list_id = ${id} and state = 'waiting'
    `.execute(ctx.db);
  });
  return readList(ctx, id);
}
