import { sql } from 'kysely';

/** `add_way` of whom the corp assigned. Source: document/path/92114 */
export const ASSIGNED = 202;

/** A customer who deletes her member of staff so soon after a mass message answers it. Taste. */
const AFTER_MASS_MINUTES = 60;

/** Of a friendship `f` that is over: a mass message of hers had come within the hour. */
export const AFTER_MASS = sql<boolean>`exists (
  select from scrm.mass_target t where t.target = f.external_userid and t.sent_at is not null
    and t.sent_at <= f.ended_at and t.sent_at > f.ended_at - make_interval(mins => ${AFTER_MASS_MINUTES}::int)
    and f.userid in (t.userid, t.sent_by)
)`;
