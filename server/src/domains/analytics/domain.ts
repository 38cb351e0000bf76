import type { Domain } from '../../platform/domain.ts';
import { migrateEventStore } from '../../platform/event-store/migrate.ts';
import { rememberRecent } from './collect.ts';
import { analyticsErrors } from './errors.ts';
import { adminRoutes } from './routes.admin.ts';
import { collectRoutes } from './routes.collect.ts';
import { storeFacts } from './store-facts.ts';

export const analytics: Domain = {
  name: 'analytics',
  routes: [...collectRoutes, ...adminRoutes],
  listeners: [storeFacts],
  errors: analyticsErrors,
  prepare: async (ctx) => {
    const name = ctx.config.clickhouseCluster;
    await migrateEventStore(ctx.events, { cluster: name ? { name } : null });
    // The first requests come after this: a resend across a restart finds its id known.
    await rememberRecent(ctx);
  },
};
