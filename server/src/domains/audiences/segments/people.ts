import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { writtenPersons } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { asTheyAreNow } from '../../analytics/index.ts';
import { personsHeld } from './held.ts';

const segment = { key: 'segment', label: words('人群', 'Segment'), kind: 'picker', of: 'segment' } as const;
const gone = words('已删除的人群', 'a segment that is gone');

/** Whom a segment holds. */
export const segmentPeople = people({
  name: 'audiences.segment',
  can: 'audiences.read',
  form: form({
    fields: [segment],
    sentence: ({ segment }, names) => {
      const { zh, en } = names('segment', segment) ?? gone;
      return words(`人群「${zh}」的成员`, `Members of the segment “${en}”`);
    },
  }),
  persons: async (ctx, { segment }) => personsHeld(ctx, segment),
});

/** Who entered or left by one look. */
export const segmentMovedPeople = people({
  name: 'audiences.segment_moved',
  can: 'audiences.read',
  form: form({
    fields: [
      segment,
      { key: 'version', label: words('第几次变化', 'Change'), kind: 'count', min: 1, max: 1_000_000_000 },
      {
        key: 'side',
        label: words('进出', 'Which'),
        kind: 'choice',
        options: [
          { value: 'entered', label: words('进入', 'Entered') },
          { value: 'left', label: words('离开', 'Left') },
        ],
        initial: 'entered',
      },
    ],
    sentence: ({ segment, version, side }, names) => {
      const { zh, en } = names('segment', segment) ?? gone;
      return side === 'entered'
        ? words(`第 ${version} 次变化时进入人群「${zh}」的会员`, `Who entered the segment “${en}” by change ${version}`)
        : words(`第 ${version} 次变化时离开人群「${zh}」的会员`, `Who left the segment “${en}” by change ${version}`);
    },
  }),
  persons: async (ctx, { segment, version, side }) => {
    const { rows } = await sql<{ who: string }>`
      select ${side === 'entered' ? sql`who_entered` : sql`who_left`} as who from audiences.segment_version
      where segment_id = ${segment} and version = ${version}
    `.execute(ctx.db);
    return rows[0] ? asTheyAreNow(writtenPersons(rows[0].who)) : [];
  },
});
