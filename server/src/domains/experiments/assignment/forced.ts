/** The arm that an address asks for (`?my-test=1`), for whoever tries an experiment; null where it asks for none there is. */
export function forcedArm(key: string, url: string, arms: number): number | null {
  const [, search = ''] = url.split('?');
  for (const pair of search.replace(/#.*/, '').split('&')) {
    const [name, value = ''] = pair.split('=', 2);
    if (name !== key) continue;
    const arm = Number.parseInt(value, 10);
    return arm >= 0 && arm < arms ? arm : null;
  }
  return null;
}
