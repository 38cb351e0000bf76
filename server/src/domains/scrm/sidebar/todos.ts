import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import {
  completeTodo,
  openOfStaff,
  putOff,
  readOfStaff,
  type StaffTodo,
  type TodoContent,
  takeOverTodo,
  todosOfStaff,
} from '../../todos/index.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { scrmErrors } from '../errors.ts';
import { namesOfGroups } from '../groups/chats.ts';
import { STAFF_COUPON_CARD } from '../her-words.ts';
import { filling } from '../scripts/variables.ts';
import { giveOne } from './give-coupon.ts';
import { me } from './hers.ts';
import type { HerPorts } from './ports.ts';
import { productCards, walletCard } from './send.ts';
import type { In, Out } from './shapes.ts';

type Answer = Out<'GET /api/staff/todos'>;
type Shown = Answer['items'][number];

export async function listTodosOfStaff(
  ctx: Ctx,
  her: HerPorts,
  query: In<'GET /api/staff/todos'>['query'],
): Promise<Answer> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'bigint']);
  const escalated = query.of === 'team';
  const rows = await todosOfStaff(ctx, { staffId: me(ctx).id, escalated, after, limit: limit + 1 });
  const shown = new Map((await presentTodos(ctx, her, rows.slice(0, limit))).map((one) => [one.id, one]));
  const page = toPage(
    rows,
    limit,
    ({ dueAt, no }) => [dueAt.toISOString(), no],
    ({ id }) => id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  return after ? { ...page, items } : { ...page, items, ...(await openOfStaff(ctx, me(ctx).id, escalated)) };
}

export async function completeForStaff(ctx: Ctx, her: HerPorts, id: string, note: string): Promise<Shown> {
  await completeTodo(ctx, id, note, me(ctx).id);
  return readTodoOfStaff(ctx, her, id);
}

export async function takeOver(ctx: Ctx, her: HerPorts, id: string): Promise<Shown> {
  await takeOverTodo(ctx, id, me(ctx).id);
  return readTodoOfStaff(ctx, her, id);
}

export async function postponeTodo(
  ctx: Ctx,
  her: HerPorts,
  id: string,
  { until, reason }: { readonly until: string; readonly reason: string },
): Promise<Shown> {
  await putOff(ctx, id, { staffId: me(ctx).id, until: new Date(until), reason });
  return readTodoOfStaff(ctx, her, id);
}

async function readTodoOfStaff(ctx: Ctx, her: HerPorts, id: string): Promise<Shown> {
  const [shown] = await presentTodos(ctx, her, [await readOfStaff(ctx, id, me(ctx).id)]);
  if (!shown) throw new Error('a to-do vanished while being shown');
  return shown;
}

export async function presentTodos(ctx: Ctx, her: HerPorts, rows: readonly StaffTodo[]): Promise<Shown[]> {
  const others = rows.flatMap(({ staffId }) => (staffId === me(ctx).id ? [] : [staffId]));
  const [names, groups, customers, cards] = await Promise.all([
    namesOfStaff(ctx, others),
    namesOfGroups(
      ctx,
      rows.flatMap(({ groupId }) => groupId ?? []),
    ),
    customersByMember(
      ctx,
      rows.flatMap(({ memberId }) => memberId ?? []),
    ),
    productCards(
      ctx,
      her,
      rows.flatMap(({ content }) => content?.product ?? []),
    ),
  ]);
  return Promise.all(
    rows.map(async ({ id, memberId, groupId, title, text, dueAt, state, because, postponed, content, staffId }) => {
      const customer = memberId === null ? null : (customers.get(memberId) ?? null);
      return {
        ...{ id, title, text, state, postponed, customer },
        group: groupId === null ? null : { id: groupId, name: groups.get(groupId) ?? groupId },
        dueAt: dueAt.toISOString(),
        staff: staffId === me(ctx).id ? null : (names.get(staffId) ?? staffId),
        why: because.label,
        // Another's words are hers to say.
        ready:
          content && staffId === me(ctx).id
            ? await readyFor(ctx, her, content, { memberId, name: customer?.name ?? '' }, cards)
            : null,
      };
    }),
  );
}

type Cards = Awaited<ReturnType<typeof productCards>>;

/** With her own words filled in; what is not known of her is left out of it. */
async function readyFor(
  ctx: Ctx,
  her: HerPorts,
  { text, product, coupon }: TodoContent,
  { memberId, name }: { readonly memberId: string | null; readonly name: string },
  cards: Cards,
): Promise<NonNullable<Shown['ready']> | null> {
  // What goes into a group is said to everybody: there is nobody to fill it in for.
  const said =
    text === null || memberId === null
      ? text
      : (await filling(ctx, { her, name, staff: me(ctx).name, memberId })(text)).text;
  const card = product === null ? null : (cards.get(product) ?? null);
  return said === null && card === null && coupon === null ? null : { send: { text: said, card }, coupon };
}

/**
 * The coupon of a to-do that is open, for whom it is about: once, however often it is sent. Throws `todos.not_found`, `not_open`,
 * `scrm.customer_not_hers`, `coupon_unavailable`.
 */
export async function giveCouponOfTodo(
  ctx: Ctx,
  her: HerPorts,
  benefits: BenefitKinds,
  id: string,
): Promise<Out<'POST /api/staff/todos/:id/coupon'>> {
  const { state, content, memberId, personNo, because } = await readOfStaff(ctx, id, me(ctx).id);
  const shown = await readTodoOfStaff(ctx, her, id);
  if (shown.customer === null) throw scrmErrors.error('customer_not_hers');
  if (state !== 'open' || !content?.coupon || memberId === null || personNo === null)
    throw scrmErrors.error('coupon_unavailable');
  const given = await giveOne(ctx, benefits, { memberId, personNo }, content.coupon, { key: `todo:${id}`, because });
  return { given, send: { text: shown.ready?.send.text ?? null, card: walletCard(ctx, STAFF_COUPON_CARD) } };
}

/** Where they can be written to: customers of hers alone. */
async function customersByMember(ctx: Ctx, memberIds: readonly string[]) {
  const { rows } = await sql<{ memberId: string; id: string; name: string }>`
    select distinct on (c.member_id) c.member_id, c.external_userid as id, c.name
    from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid
    where c.member_id = any(${[...new Set(memberIds)]}::text[]) and f.userid = ${me(ctx).id} and f.ended_at is null
    order by c.member_id, f.added_at desc
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, id, name }) => [memberId, { id, name }]));
}
