/** Marks the entry of the history that opening a drawer made, so that closing it goes back over it. */
export const opened = { opened: true } as const;

export function wasOpenedHere(): boolean {
  const entry: unknown = history.state;
  const state: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'usr') : null;
  return typeof state === 'object' && state !== null && Reflect.get(state, 'opened') === true;
}
