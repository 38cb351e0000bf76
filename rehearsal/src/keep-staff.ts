import type { AnswerOf } from '@huoshui/contracts/client';
import { type Api, tolerate } from './api.ts';
import { inTurns } from './in-turns.ts';
import type { Phone } from './phone.ts';

const MOST = 50;
/** Of so many cards one is put off, and one left until it is late. Taste. */
const [PUT_OFF, LEFT] = [9, 7];
const DAY_MS = 86_400_000;

/** Staff begin their day with what they are to do: what is ready goes into the chat, and the card is done. No dice. */
export async function keepStaff(api: Api, phone: Phone, cookie: string): Promise<void> {
  const { items: staff } = await api('GET /api/admin/staff', { cookie, query: { limit: 20 } });
  const { now } = await api('GET /api/sandbox/clock');
  // Each goes through her own, one after the other; nobody waits for a colleague.
  const working = staff.filter(({ friends, state }) => friends > 0 && state !== 'barred' && state !== 'gone');
  await inTurns(working, async ({ id }) =>
    tolerate(async () => {
      const { token } = await api('POST /api/staff/session', { body: { code: await phone.staffCode(id) } });
      const { items } = await api('GET /api/staff/todos', { token, query: { limit: MOST } });
      for (const todo of items) await work(api, phone, { userid: id, token, todo, now: Date.parse(now) });
    }),
  );
}

type Todo = AnswerOf<'GET /api/staff/todos'>['items'][number];

async function work(
  api: Api,
  phone: Phone,
  {
    userid,
    token,
    todo,
    now,
  }: { readonly userid: string; readonly token: string; readonly todo: Todo; readonly now: number },
): Promise<void> {
  const { id, customer, group, ready, postponed, dueAt } = todo;
  const params = { id };
  const nature = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  // What is left is done when it is a day late: else it would stand before all that comes after it.
  if (nature % LEFT === 0 && Date.parse(dueAt) > now - DAY_MS) return;
  await tolerate(async () => {
    if (customer !== null && nature % PUT_OFF === 0 && postponed === 0) {
      const body = { until: new Date(now + DAY_MS).toISOString(), reason: '她说这两天在外地' };
      await api('POST /api/staff/todos/:id/postponement', { token, params, body });
      return;
    }
    if (group !== null && ready !== null) await phone.sayInGroup(userid, group.id, ready.send);
    if (group !== null && ready === null) await phone.useGroupWelcome(group.id);
    if (customer !== null && ready !== null) {
      const what =
        ready.coupon === null
          ? ready.send
          : (await api('POST /api/staff/todos/:id/coupon', { token, params, key: `card-${id}` })).send;
      await phone.sendAsStaff(userid, customer.id, what);
      const body = { kind: 'todo' as const, of: id };
      await api('POST /api/staff/customers/:id/sends', { token, params: { id: customer.id }, body });
    }
    await api('POST /api/staff/todos/:id/completion', { token, params, body: {} });
  });
}
