import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { SHANGHAI } from '../../../platform/event-store/zone.ts';

/** A word that was searched for. */
export type Searched = {
  readonly word: string;
  readonly times: number;
  readonly persons: number;
  /** Of these persons, how many soon found something by another word, and the word that most of them found it by. */
  readonly laterPersons: number;
  readonly laterWord: string | null;
};

/** A search within so many seconds after one that found nothing belongs to it. */
const SOON_SECONDS = 1800;
const LONGEST_WORD = 30;

/**
 * What was searched for in the last days and found, or not, most persons first. The storefront tells each search once, with
 * whether it found what was asked for; a word that is only nearly there was not found.
 */
export async function readSearched(
  ctx: Ctx,
  which: { readonly found: boolean; readonly days: number; readonly most: number },
): Promise<Searched[]> {
  const { found, days, most } = which;
  const later = found
    ? piece`toUInt64(0) AS laterPersons, '' AS laterWord`
    : piece`uniqExactIf(person_no, next != '') AS laterPersons, arrayElement(topKIf(1)(next, next != ''), 1) AS laterWord`;
  const rows = await runQuery<Searched>(
    ctx,
    piece`SELECT word, count() AS times, uniqExact(person_no) AS persons, ${later} FROM (${searchesSql(ctx, days)})
      WHERE found = ${found ? 1 : 0} GROUP BY word ORDER BY persons DESC, times DESC, word LIMIT ${most}`,
  );
  return rows.map((row) => ({
    word: row.word,
    times: Number(row.times),
    persons: Number(row.persons),
    laterPersons: Number(row.laterPersons),
    laterWord: row.laterWord === '' ? null : row.laterWord,
  }));
}

/** Whom a number of `readSearched` counts. */
export function personsWhoSearched(
  ctx: Ctx,
  { word, found, days }: { readonly word: string; readonly found: boolean; readonly days: number },
): PersonSet {
  const searches = searchesSql(ctx, days);
  return personsOfQuery(
    piece`SELECT person_no FROM (${searches}) WHERE found = ${found ? 1 : 0} AND word = ${bound('String', word)}`,
  );
}

/** Each search with its word, whether it found something, and the next of hers that did, if it came soon. */
function searchesSql(ctx: Pick<Ctx, 'now'>, days: number): Piece {
  const now = ctx.now();
  const since = SHANGHAI.dayStart(addDays(shanghaiDay(now), 1 - days));
  return piece`
    SELECT person_no, word, found, if(found, '', arrayElement(arrayFilter((w, at, ok) -> ok AND w != word
      AND at > ts AND at <= ts + ${SOON_SECONDS}, words, instants, oks), 1)) AS next
    FROM (
      SELECT person_no, groupArray(word) AS words, groupArray(ts) AS instants, groupArray(found) AS oks FROM (
        SELECT person_no, lowerUTF8(trim(BOTH ' ' FROM JSONExtractString(props, 'q'))) AS word, toUnixTimestamp(ts) AS ts,
          JSONExtractBool(props, 'found') AS found
        FROM history_once AS events
        WHERE name = 'search' AND source = 'sdk' AND ts >= ${bound(INSTANT, since)} AND ts <= ${bound(INSTANT, now)}
          AND word != '' AND lengthUTF8(word) <= ${LONGEST_WORD}
        ORDER BY person_no, ts
      ) GROUP BY person_no
    ) ARRAY JOIN words AS word, instants AS ts, oks AS found`;
}
