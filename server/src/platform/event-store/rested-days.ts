import { type Piece, piece } from './piece.ts';
import { daySql } from './zone.ts';

/**
 * Of all that a group happened to somebody, the days on which it would have counted where each rests `restDays` business days
 * of the one before (`restedSince` in words of ClickHouse); `instant` is SQL of ours. Array(Date), ascending; 0 keeps all.
 */
export function restedDays(instant: string, restDays: number): Piece {
  return piece`arrayFold(
    (kept, day) -> if(empty(kept) OR day >= kept[-1] + ${restDays}, arrayPushBack(kept, day), kept),
    arraySort(groupArray(${daySql(instant)})), CAST([], 'Array(Date)'))`;
}
