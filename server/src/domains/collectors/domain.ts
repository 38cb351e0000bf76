// collectors owns what other people’s tracking SDKs send here: sources with their keys, who their ids are, and what became of it.
import type { Domain } from '../../platform/domain.ts';
import { forgetDays } from './counts.ts';
import { collectorErrors } from './errors.ts';
import { visitorJoined } from './events.ts';
import type { Intake } from './intake.ts';
import { mountCollectors } from './mount.ts';
import { adminRoutes } from './routes.admin.ts';
import { sourceForm } from './source-form.ts';

/** Tracking SDKs of others that send here; `intake` is how events are stored. */
export function collectors(intake: Intake): Domain {
  return {
    name: 'collectors',
    routes: adminRoutes,
    sweeps: [forgetDays],
    facts: [visitorJoined],
    errors: collectorErrors,
    forms: { 'collectors.source': sourceForm },
    web: (app, ctx) => mountCollectors(app, ctx, intake),
  };
}
