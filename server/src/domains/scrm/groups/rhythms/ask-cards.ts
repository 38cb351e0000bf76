import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import { type Sweep, sweep } from '../../../../platform/sweeps.ts';
import { askTodos } from '../../../todos/index.ts';
import { groupsOf } from './groups-of.ts';
import type { RhythmValues } from './rhythm-form.ts';
import { nextOccurrence, occurrences } from './week.ts';

type Taken = { readonly id: string; readonly name: string; readonly values: RhythmValues; readonly askedUntil: Date };

/** What its cards are told by; the last sign keeps one rhythm's apart from those that begin like it. */
export const cardsOf = (id: string): string => `rhythm:${id};`;

/** Monday's card is nothing to do on Thursday: what was missed for longer is not asked for any more. Taste. */
const MISSED_MS = DAY_MS;
const AT_ONCE = 1000;

/** When its time comes, the owner of each group gets a card, once; groups and owners as they are then. */
export const askRhythmCards: Sweep = sweep({
  name: 'scrm.group-rhythms',
  due: sql`(select min(due_at) from scrm.group_rhythm where due_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Taken>`
        select id, name, values, asked_until from scrm.group_rhythm where due_at <= ${ctx.now()} order by due_at limit 1 for no key update skip locked
      `.execute(ctx.db);
      const [rhythm] = rows;
      if (rhythm === undefined) return 0;
      await askFor(ctx, rhythm);
      await sql`
        update scrm.group_rhythm set asked_until = ${ctx.now()}, due_at = ${nextOccurrence(rhythm.values.beats, ctx.now())} where id = ${rhythm.id}
      `.execute(ctx.db);
      return 1;
    }),
});

async function askFor(ctx: Ctx, { id, name, values, askedUntil }: Taken): Promise<void> {
  const now = ctx.now();
  const since = new Date(Math.max(askedUntil.getTime(), now.getTime() - MISSED_MS));
  const groups = await groupsOf(ctx, values);
  const label: Words = words(`群 SOP「${name}」`, `Group SOP “${name}”`);
  const cards = occurrences(values.beats, since, now).flatMap(({ beat, day, at }) => {
    const what = values.beats[beat];
    if (what === undefined) return [];
    return groups.map((group) => ({
      // By what it is, not by where it stands: an order that was changed asks for nothing twice.
      key: `${cardsOf(id)}${day}:${what.at}:${what.title}:${group.id}`,
      memberId: null,
      personNo: null,
      groupId: group.id,
      title: what.title,
      text: '',
      dueAt: new Date(at.getTime() + values.hours * 60 * MINUTE_MS),
      assigneeId: null,
      staffId: group.owner,
      content: { text: what.text, product: what.product, coupon: null },
      because: { kind: 'group_rhythm', id, label },
    }));
  });
  for (let start = 0; start < cards.length; start += AT_ONCE) await askTodos(ctx, cards.slice(start, start + AT_ONCE));
}
