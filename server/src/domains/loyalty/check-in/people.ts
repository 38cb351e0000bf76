import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';

/** The number of members who checked in on a day. */
export const checkInPeople = people({
  name: 'loyalty.checked_in',
  can: 'loyalty.read',
  form: form({
    fields: [{ key: 'day', label: words('日期', 'Day'), kind: 'day' }],
    sentence: ({ day }) => words(`${day} 签到的会员`, `Members who checked in on ${day}`),
  }),
  async persons(ctx, { day }) {
    const { rows } = await sql<{ personNo: number }>`
      select person_no from loyalty.check_in where day = ${day}::date and not made_up
    `.execute(ctx.db);
    return personsAmong(rows.map(({ personNo }) => personNo));
  },
});
