import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { purchases } from '../analytics/index.ts';

// What codes brought is asked of what was told, never kept: a merge, or one that is undone, changes nothing here but whose scans
// and orders they are, so the first code stays the first, in whatever order things come.

/** So long after she became a member a first scan is what made her one: the sign-in comes before the scan can be told. */
const JOINING_MINUTES = 30;

/** Of everybody; else of the events that this condition keeps. */
const ALL: Piece = piece`1`;

/** Every scan of a code of ours: person_no, scanned_at, code_id. */
export function scans(known: Date, of = ALL): Piece {
  return piece`
SELECT person_no, ts AS scanned_at, JSONExtractString(props, 'codeId') AS code_id FROM history_once AS events
WHERE name = 'code.scanned' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)} AND code_id != '' AND ${of}`;
}

/** So long after a scan whoever becomes a friend of staff by a contact way came by that code. */
const ADDING_HOURS = 24;

/** Friendships that codes led to: person_no, added_at, code_id (the last she scanned before). Who was added some other way came by none. */
export function addedAfter(known: Date): Piece {
  return piece`
SELECT a.person_no AS person_no, a.added_at AS added_at, s.code_id AS code_id FROM (
  SELECT person_no, ts AS added_at FROM history_once AS events
  WHERE name = 'friend.added' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)} AND JSONExtractString(props, 'contactWayId') != ''
) AS a
ASOF INNER JOIN (SELECT person_no, scanned_at, max(code_id) AS code_id FROM (${scans(known)}) GROUP BY person_no, scanned_at) AS s
  ON a.person_no = s.person_no AND a.added_at >= s.scanned_at
WHERE s.scanned_at > a.added_at - INTERVAL ${ADDING_HOURS} HOUR`;
}

/** A row a person: her first code and her last, and when. Of two in one moment the first in the order of their ids comes first. */
export function touches(known: Date, of = ALL): Piece {
  return piece`
SELECT person_no, tupleElement(min((scanned_at, code_id)) AS earliest, 1) AS first_at, tupleElement(earliest, 2) AS first_code,
  tupleElement(max((scanned_at, code_id)) AS latest, 1) AS last_at, tupleElement(latest, 2) AS last_code
FROM (${scans(known, of)}) GROUP BY person_no`;
}

/**
 * Whom a code made a member: person_no, code_id, first_at, and on how many days she has bought since. Who was known before, as a
 * member or a buyer, was brought by none, though she scan it as the first of all.
 */
export function brought(known: Date): Piece {
  return piece`
SELECT person_no, first_code AS code_id, first_at, days FROM (
  SELECT t.person_no AS person_no, t.first_code AS first_code, t.first_at AS first_at, k.known_at AS known_at FROM (${touches(known)}) AS t
  INNER JOIN (${knownSince(known)}) AS k ON t.person_no = k.person_no
) AS came LEFT JOIN (
  SELECT person_no, uniqExactIf(toDate(paid_at, 'Asia/Shanghai'), counts) AS days FROM (${purchases(known)}) GROUP BY person_no
) AS bought ON came.person_no = bought.person_no
WHERE ${isBrought('first_at')}`;
}

/** Since when somebody is known, as a member or a buyer: person_no, known_at. */
export function knownSince(known: Date, of = ALL): Piece {
  return piece`
SELECT person_no, min(ts) AS known_at FROM history AS events
WHERE name IN ('member.joined', 'order.paid') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)} AND ${of} GROUP BY person_no`;
}

/** Of somebody who is known since `known_at`: her first scan made her a member. */
export const isBrought = (firstAt: string) => `known_at >= ${firstAt} - INTERVAL ${JOINING_MINUTES} MINUTE`;

/**
 * Orders with the code that they are of: person_no, order_id, paid_at, amount, spent, counts, is_first (her first that counts), code_id.
 * `last`: the code scanned last before it was paid, not longer ago than `days`. `first`: her first code, however long ago.
 */
export function ordersOfCodes(known: Date, touch: 'first' | 'last', days: number): Piece {
  const hers = piece`
SELECT person_no, order_id, paid_at, amount, spent, counts,
  counts AND (paid_at, order_id) = min(if(counts, (paid_at, order_id), (toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), ''))) OVER (PARTITION BY person_no) AS is_first
FROM (${purchases(known)}) WHERE person_no IN (SELECT person_no FROM (${scans(known)}))`;
  if (touch === 'first')
    return piece`
SELECT o.person_no AS person_no, order_id, paid_at, amount, spent, counts, is_first, t.first_code AS code_id
FROM (${hers}) AS o INNER JOIN (${touches(known)}) AS t ON o.person_no = t.person_no WHERE paid_at >= t.first_at`;
  return piece`
SELECT o.person_no AS person_no, order_id, paid_at, amount, spent, counts, is_first, s.code_id AS code_id
FROM (${hers}) AS o
ASOF INNER JOIN (SELECT person_no, scanned_at, max(code_id) AS code_id FROM (${scans(known)}) GROUP BY person_no, scanned_at) AS s
  ON o.person_no = s.person_no AND o.paid_at >= s.scanned_at
WHERE s.scanned_at > paid_at - INTERVAL ${days} DAY`;
}
