export type Day = { readonly day: string; readonly price: number };
type Size = { readonly width: number; readonly height: number };
type Point = { readonly x: number; readonly y: number };

/** A price holds until it changes: points of a line that goes level and then up or down at once, the dearest at the top. */
export function stepsOf(days: readonly Day[], { width, height }: Size): readonly Point[] {
  const prices = days.map(({ price }) => price);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const x = (n: number) => Math.round((n * width) / Math.max(1, days.length - 1));
  const y = (price: number) => (high === low ? height / 2 : Math.round(((high - price) * height) / (high - low)));
  return days.flatMap(({ price }, n) => {
    const before = days[n - 1];
    const at = { x: x(n), y: y(price) };
    if (before === undefined || n === days.length - 1)
      return before !== undefined && before.price !== price ? [{ x: at.x, y: y(before.price) }, at] : [at];
    return before.price === price ? [] : [{ x: at.x, y: y(before.price) }, at];
  });
}
