import { DAY_MS } from '../../../platform/calendar.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { purchases } from '../../analytics/index.ts';
import type { Rules } from './rules.ts';

/** Visits are told apart by day; what was longer ago is told apart by nothing. */
export const LOOKS_BACK_DAYS = 400;
/** Within so many days somebody is paying who paid, and creating who wrote or shared something. */
export const ROLE_DAYS = 90;
/** Each half of the days in which visits are held against one another; fewer before say nothing. */
export const HALF_DAYS = 14;
export const FEWEST_BEFORE = 4;
/** So often to the checkout, within 30 days, and nothing bought since; so many refusals and nothing allowed since. */
export const STUCK = 3;
export const REFUSED = 2;

/**
 * How members come by, a row for everyone known before a moment: person_no, `last_visit` (0: never), `visits` and the two halves, `recent` and
 * `before` (days), `checkouts`, `refusals`, `last_paid`, then what follows from them: `role`, the highest that she reaches, `rhythm`, and
 * the signs that she is leaving, `fewer`, `stuck` and `refused`. `whom` keeps it to some persons.
 */
export function activitySql(rules: Rules, known: Date, whom?: Piece): Piece {
  const ago = (days: number) => bound(INSTANT, new Date(known.getTime() - days * DAY_MS));
  const [now, own] = [bound(INSTANT, known), "source = 'sdk'"];
  const visitDays = (from: Piece, to: Piece) =>
    piece`uniqExactIf(${daySql('ts')}, ${own} AND ts >= ${from} AND ts < ${to})`;
  const away = (days: number) => piece`last_visit <= ${ago(days)}`;
  return piece`
SELECT *, multiIf(created > 0, 'creating', last_paid >= ${ago(ROLE_DAYS)}, 'paying', visits >= ${rules.activeDays}, 'active', 'ordinary') AS role,
  multiIf(toUnixTimestamp64Milli(last_visit) = 0, 'unseen', ${away(rules.goneDays)}, 'churned', ${away(rules.quietDays)}, 'at_risk',
    visits >= ${rules.frequentDays}, 'frequent', 'regular') AS rhythm,
  before >= ${FEWEST_BEFORE} AND recent * 2 <= before AS fewer, checkouts >= ${STUCK} AS stuck, refusals >= ${REFUSED} AS refused
FROM (
  SELECT events.person_no AS person_no, maxIf(ts, ${own}) AS last_visit, ${visitDays(ago(30), now)} AS visits, ${visitDays(ago(HALF_DAYS), now)} AS recent,
    ${visitDays(ago(2 * HALF_DAYS), ago(HALF_DAYS))} AS before, ifNull(any(bought.at), toDateTime64(0, 3, 'UTC')) AS last_paid,
    countIf(ts >= ${ago(ROLE_DAYS)} AND (name IN ('review.written', 'review.added') AND NOT ${own} OR name = 'share' AND ${own})) AS created,
    uniqExactIf(event_key, name = 'checkout' AND ${own} AND ts >= ${ago(30)} AND (bought.at IS NULL OR ts > bought.at)) AS checkouts,
    maxIf(ts, name = 'consent.given' AND NOT ${own}) AS allowed_at,
    arrayCount(at -> at > allowed_at, groupArrayIf(ts, name = 'consent.refused' AND NOT ${own} AND ts >= ${ago(30)})) AS refusals,
    countIf(name IN ('member.joined', 'order.paid') AND NOT ${own}) AS known
  FROM (
    SELECT * FROM history_once AS events WHERE person_no > 0 AND ts < ${now} ${whom ? piece`AND ${whom}` : ''}
      AND (ts >= ${ago(LOOKS_BACK_DAYS)} AND (${own} OR name IN ('review.written', 'review.added', 'consent.given', 'consent.refused'))
        OR name IN ('member.joined', 'order.paid'))
  ) AS events
  ANY LEFT JOIN (
    SELECT person_no, max(paid_at) AS at FROM (${purchases(known, whom ? { whom } : {})}) WHERE counts GROUP BY person_no
  ) AS bought ON events.person_no = bought.person_no
  GROUP BY events.person_no
) WHERE known > 0`;
}
