export type Difference = { readonly at: string; readonly theirs: string; readonly mine: string };

/** What differs between two states of a form, a line for each value, at its path (`tiers.0.off`). */
export function differences(theirs: unknown, mine: unknown, at = ''): readonly Difference[] {
  if (isHolder(theirs) && isHolder(mine)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    return keys.flatMap((key) =>
      differences(Reflect.get(theirs, key), Reflect.get(mine, key), at === '' ? key : `${at}.${key}`),
    );
  }
  const [before, after] = [text(theirs), text(mine)];
  return before === after ? [] : [{ at, theirs: before, mine: after }];
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null && !isMoment(value);

/** antd's dates hold more than they say. */
const isMoment = (value: object): value is { toISOString: () => string } =>
  typeof Reflect.get(value, 'toISOString') === 'function';

function text(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'object') return isMoment(value) ? value.toISOString() : JSON.stringify(value);
  return String(value);
}
