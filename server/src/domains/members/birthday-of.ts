import { type RawBuilder, sql } from 'kysely';

/** Of a table of members, as a `Birthday`; null of who never said hers. */
export const birthdayOf = (member: string): RawBuilder<unknown> =>
  sql.raw(
    `case when ${member}.birthday is not null then jsonb_build_object('day', ${member}.birthday::text, 'lunar', ${member}.birthday_lunar) end`,
  );
