import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { form } from '../../platform/form/form.ts';
import { people } from '../../platform/people/people.ts';

const who = [
  { value: 'people', label: words('看到的人', 'Who saw it'), holds: sql`shown > 0` },
  { value: 'tappers', label: words('点过的人', 'Who tapped it'), holds: sql`tapped > 0` },
  { value: 'closers', label: words('关掉的人', 'Who closed it'), holds: sql`closed > 0` },
  { value: 'heldOut', label: words('抽到看不到它的人', 'Who was drawn not to see it'), holds: sql`not treated` },
] as const;

/** Whom the figures of a placement count. */
export const placementPeople = people({
  name: 'placements.people',
  can: 'placements.read',
  form: form({
    fields: [
      { key: 'placement', label: words('弹窗或资源位', 'Pop-up or slot'), kind: 'picker', of: 'placement' },
      {
        key: 'who',
        label: words('哪些人', 'Who'),
        kind: 'choice',
        options: who.map(({ value, label }) => ({ value, label })),
        initial: 'people',
      },
    ],
    sentence: (asked, names) => {
      const name = names('placement', asked.placement);
      const said = who.find(({ value }) => value === asked.who)?.label ?? who[0].label;
      return words(`「${name?.zh ?? ''}」${said.zh}`, `${said.en}: ${name?.en ?? ''}`);
    },
  }),
  persons: async (ctx, asked) => {
    const { holds } = who.find(({ value }) => value === asked.who) ?? who[0];
    const { rows } = await sql<{ personNo: number }>`
      select person_no from placements.met m join placements.placement p on p.no = m.placement_no
      where p.id = ${asked.placement} and not m.tester and ${holds} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
