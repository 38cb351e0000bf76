/** All numbers that another one stands for, as the set that `turnedSql` asks for. */
export const MERGED_SET = '(SELECT groupBitmapState(toUInt32(loser)) FROM person_shift) AS merged';

/** A set of the numbers that were told as one of those that stand for them now, beside `MERGED_SET`: numbers that were merged are few, and only they are turned. */
export function turnedSql(told: string): string {
  const turned = `arrayMap(n -> toUInt32(n + dictGet('person_now', 'shift', toUInt64(n))), bitmapToArray(bitmapAnd(${told}, merged)))`;
  return `if(bitmapHasAny(${told}, merged), bitmapOr(bitmapAndnot(${told}, merged), bitmapBuild(${turned})), ${told})`;
}
