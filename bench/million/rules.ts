import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { ask, type MillionShop } from './shop.ts';

/** Changes the rules of the lifecycle, and comes back when every buyer stands where the new ones say. */
export async function settleRules(shop: MillionShop): Promise<void> {
  const { db } = shop.running.ctx;
  const rules = await ask(shop, '/api/admin/settings/lifecycle');
  const { revision, suggestion: _, changedBy: _by, changedAt: _at, ...values } = JSON.parse(rules);
  const body = JSON.stringify({ ...values, revision, decliningFactor: values.decliningFactor === 3 ? 2 : 3 });
  await ask(shop, '/api/admin/settings/lifecycle?apply=silent', { method: 'PUT', body });
  for (;;) {
    const { rows } = await sql<{
      open: boolean;
    }>`select exists (select from audiences.rules_pass) or exists (select from audiences.standing where due_at <= now()) as open`.execute(
      db,
    );
    if (rows[0]?.open === false) return;
    await sleep(250);
  }
}
