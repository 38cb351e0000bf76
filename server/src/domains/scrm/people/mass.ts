import { valuesOf, words } from '@huoshui/contracts/words';
import { massLeftOut, massOutcome } from '@huoshui/contracts/words/mass';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfResult } from '../mass/result.ts';

const results = [
  { value: 'reached', label: words('收到的会员', 'Members whom it reached') },
  { value: 'opened', label: words('点开卡片的人', 'Who opened the card') },
  { value: 'buyers', label: words('收到后下单的人', 'Who bought since') },
] as const;
const others = { value: 'by_others', label: words('换了导购发的人', 'Written to by another member of staff') } as const;

const who = [
  ...results,
  others,
  ...valuesOf(massOutcome).map((value) => ({ value, label: massOutcome[value] })),
  ...valuesOf(massLeftOut).flatMap((reason) =>
    reason === 'no_friend'
      ? []
      : [
          {
            value: `no_${reason}`,
            label: words(`不打扰：${massLeftOut[reason].zh}`, `Left out: ${massLeftOut[reason].en}`),
          },
        ],
  ),
];

export const massPeople = people({
  name: 'scrm.mass',
  can: 'scrm.read',
  form: form({
    fields: [
      { key: 'mass', label: words('群发', 'Mass send'), kind: 'picker', of: 'mass_send' },
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'sent' },
      {
        key: 'staff',
        label: words('哪位导购', 'Whose'),
        kind: 'picker',
        of: 'wecom_staff',
        optional: true,
      },
    ],
    sentence: ({ mass, who: asked, staff }, names) => {
      const name = names('mass_send', mass) ?? words(mass, mass);
      const said = who.find(({ value }) => value === asked)?.label ?? results[0].label;
      const hers = staff === null ? null : (names('wecom_staff', staff) ?? words(staff, staff));
      return words(
        `群发「${name.zh}」${hers === null ? '' : `由 ${hers.zh} 发：`}${said.zh}`,
        `${said.en} of “${name.en}”${hers === null ? '' : `, by ${hers.en}`}`,
      );
    },
  }),
  persons: async (ctx, { mass, who: asked, staff }) => {
    const result = results.find(({ value }) => value === asked);
    return result ? personsOfResult(ctx, mass, result.value) : personsAmong(await targetsOf(ctx, mass, asked, staff));
  },
});

/** Customers whom nobody knows as members are in the number, and not among these. */
async function targetsOf(ctx: Ctx, mass: string, asked: string, staff: string | null): Promise<readonly number[]> {
  const which =
    asked === 'by_others'
      ? sql`t.state = 'sent' and t.userid <> '' and t.sent_by <> t.userid`
      : asked.startsWith('no_')
        ? sql`t.state = 'left_out' and t.reason = ${asked.slice('no_'.length)}`
        : sql`t.state = ${asked}`;
  const { rows } = await sql<{ persons: number[] | null }>`
    select array_agg(t.person_no order by t.person_no) as persons from scrm.mass_target t join scrm.mass m on m.no = t.mass_no
    where m.id = ${mass} and t.person_no is not null and ${which} and (${staff}::text is null or t.userid = ${staff})
  `.execute(ctx.db);
  return rows[0]?.persons ?? [];
}
