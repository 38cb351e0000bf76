import type { Ctx } from '../../server/src/platform/ctx.ts';
import { connectDatabase } from '../../server/src/platform/db.ts';
import type { Domain } from '../../server/src/platform/domain.ts';
import { declaredBy } from '../../server/src/platform/facts.ts';
import { findNames } from '../../server/src/platform/form/names.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { makeCtx } from '../../server/src/platform/make-ctx.ts';

/** A context on a database alone: what a bench measures must need nothing else, or it fails by touching it. */
export function benchCtx(
  url: string,
  now: () => Date,
  domains: readonly Domain[],
): { ctx: Ctx; close: () => Promise<void> } {
  const database = connectDatabase(url);
  const absent = (what: string) =>
    new Proxy(Object.create(null), {
      get: (_target, name) => {
        throw new Error(`a bench has no ${what} (.${String(name)})`);
      },
    });
  const ctx = makeCtx({
    db: database.db,
    now,
    actor: { kind: 'system' },
    log: createLog('silent'),
    config: absent('config'),
    events: absent('event store'),
    files: absent('files'),
    crypto: absent('crypto'),
    requestId: 'bench',
    names: findNames([]),
    declared: declaredBy(domains),
  });
  return { ctx, close: database.close };
}
