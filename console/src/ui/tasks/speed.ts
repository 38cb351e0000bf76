/** When this browser first saw a task, and how far it was: the server's clock may be moved, so it cannot tell the pace. */
const firstSeen = new Map<string, { readonly at: number; readonly done: number }>();

/** Seconds until a task is done at the pace seen so far; null while there is too little to judge by. */
export function secondsLeft(key: string, done: number, total: number | null, at = performance.now()): number | null {
  const first = firstSeen.get(key);
  if (first === undefined || done < first.done) {
    firstSeen.set(key, { at, done });
    return null;
  }
  if (total === null || done >= total || done === first.done || at - first.at < 3_000) return null;
  return (((at - first.at) / (done - first.done)) * (total - done)) / 1000;
}
