import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { form } from '../../platform/form/form.ts';
import { people } from '../../platform/people/people.ts';
import { BROUGHT } from './invites/invite.ts';

const met = (treated: boolean) =>
  sql`select m.person_no from activities.met m where m.activity_no = a.no and not m.tester and m.treated = ${treated}`;
const entered = sql`select e.person_no from activities.entry e where e.activity_no = a.no and not e.tester and e.behind is null`;

/** Who helped or came by an invitation of an activity (`person_no`), and whether that brought her to the shop (`new`): then she is a new member. */
export const helpersOf = (activityNo: RawBuilder<unknown>) => sql`
  select p.helper_no as person_no, p.new from activities.progress p join activities.entry e on e.no = p.entry_no
  where e.activity_no = ${activityNo} and not e.tester and p.helper_no is not null and p.key like 'friend:%'
  union all
  select i.person_no, true from activities.invite i where i.activity_no = ${activityNo} and ${BROUGHT}
  union all
  select d.person_no, false from activities.added d join activities.entry e on e.no = d.entry_no
  where d.activity_no = ${activityNo} and not e.tester and d.state = 'counted' and d.person_no is not null`;
const helped = sql`select h.person_no from (${helpersOf(sql`a.no`)}) as h`;

const who = [
  { value: 'met', label: words('看到的人', 'Who saw it'), are: met(true) },
  { value: 'joined', label: words('参加的人', 'Who takes part'), are: entered },
  {
    value: 'reached',
    label: words('达成的人', 'Who reached a tier'),
    are: sql`${entered} and exists (
      select from activities.reward r where r.entry_no = e.no and r.state in ('due', 'held', 'given', 'refused', 'denied'))`,
  },
  { value: 'helpers', label: words('助力的朋友', 'Who helped'), are: helped },
  { value: 'newHelpers', label: words('助力带来的新朋友', 'Newcomers who helped'), are: sql`${helped} where h.new` },
  { value: 'heldOut', label: words('抽到看不到它的人', 'Who was drawn not to see it'), are: met(false) },
] as const;

/** Whom the figures of an activity count. */
export const activityPeople = people({
  name: 'activities.people',
  can: 'activities.read',
  form: form({
    fields: [
      { key: 'activity', label: words('活动', 'Activity'), kind: 'picker', of: 'activity' },
      {
        key: 'who',
        label: words('哪些人', 'Who'),
        kind: 'choice',
        options: who.map(({ value, label }) => ({ value, label })),
        initial: 'joined',
      },
    ],
    sentence: (asked, names) => {
      const name = names('activity', asked.activity);
      const said = who.find(({ value }) => value === asked.who)?.label ?? who[0].label;
      return words(`「${name?.zh ?? ''}」${said.zh}`, `${said.en}: ${name?.en ?? ''}`);
    },
  }),
  persons: async (ctx, asked) => {
    const { are } = who.find(({ value }) => value === asked.who) ?? who[0];
    const { rows } = await sql<{ personNo: number }>`
      select distinct found.person_no from activities.activity a cross join lateral (${are}) as found (person_no)
      where a.id = ${asked.activity} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
