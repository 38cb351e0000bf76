const AT_ONCE = 24;

/** What was put off until now; what is put off meanwhile waits for the next time. */
export async function takeUp(later: (() => Promise<void>)[]): Promise<void> {
  await inTurns(later.splice(0), async (goOn) => goOn());
}

/** Do something with each item, two dozen at a time; a shop's shoppers do not wait for one another either. */
export async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
