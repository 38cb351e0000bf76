import { api } from '../api/index.ts';

const told = new Set<string>();

/**
 * She came in through a message (`m`), or by the link of a moment (`mo`): once per launch and name is enough. A tab is switched to without
 * its query, so whoever opens a path says it as well as the page.
 */
export function tellOpened({ m, mo }: Readonly<Record<string, unknown>>): void {
  void tell(m, 'POST /api/shop/message-opens');
  void tell(mo, 'POST /api/shop/moment-opens');
}

async function tell(id: unknown, how: 'POST /api/shop/message-opens' | 'POST /api/shop/moment-opens'): Promise<void> {
  if (typeof id !== 'string' || id === '' || told.has(id)) return;
  told.add(id);
  await api(how, { body: { id } }).catch(() => told.delete(id));
}
