import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { purchases } from '../../analytics/index.ts';
import type { BuyingModel } from './buying-model.ts';

/** Until when what is known, and the business day that is then. */
export type Known = { readonly moment: Date; readonly day: string };

/**
 * A row a buyer: person_no; repeats, last and age, which are days (see `Buying`); `spent`, fen; and for `until` the purchases of
 * the days after, up to that day.
 */
export function buyersSql({ moment, day }: Known, until: Known = { moment, day }): Piece {
  const on = bound('Date', day);
  return piece`
  SELECT person_no, toUInt32(length(days) - 1) AS repeats, toUInt32(days[-1] - days[1]) AS last, toUInt32(${on} - days[1]) AS age, spent, later
  FROM (
    SELECT person_no, arraySort(groupUniqArrayIf(day, counts AND day <= ${on})) AS days, sumIf(bought.spent, day <= ${on}) AS spent,
      uniqExactIf(day, counts AND day > ${on} AND day <= ${bound('Date', until.day)}) AS later
    FROM (SELECT person_no, counts, spent, ${daySql('paid_at')} AS day FROM (${purchases(until.moment)})
      WHERE paid_at < ${bound(INSTANT, until.moment)}) AS bought
    GROUP BY person_no
  ) WHERE length(days) > 0`;
}

/** Probability that she has not gone for good, of the columns of `buyersSql`: `aliveOf` in the words of the event store. */
export function aliveSql({ kind, r, alpha, a, b }: BuyingModel): Piece {
  const number = (value: number) => bound('Float64', value);
  const ways = kind === 'mbg' ? 'repeats + 1' : 'repeats';
  return piece`if(${ways} = 0, 1, 1 / (1 + ${number(a)} / (${number(b)} + ${ways} - 1)
    * pow((${number(alpha)} + age) / (${number(alpha)} + last), ${number(r)} + repeats)))`;
}
