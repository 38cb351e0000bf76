import { Type } from '@sinclair/typebox';
import { job } from '../../platform/jobs.ts';
import { sweep } from '../../platform/sweeps.ts';
import { carryOut } from './carry-out.ts';
import { takeStale } from './queries.ts';

export const runImport = job('imports.run', Type.Object({ importId: Type.String() }), async (ctx, { importId }) => {
  await carryOut(ctx, importId);
});

/** How long a running import may stand still before another worker takes it up; a batch takes a second or two. */
const STANDS_STILL_MS = 60_000;

/**
 * A worker that was killed holds its job for hours in the queue's eyes; the import itself says that it stands still. Due
 * by no moment that a moved clock should stop at.
 */
export const resumeImports = sweep({
  name: 'imports.resume',
  due: null,
  run: async (ctx) => {
    const stale = await takeStale(ctx, new Date(ctx.now().getTime() - STANDS_STILL_MS));
    for (const importId of stale) await ctx.enqueue(runImport, { importId }, { key: `import ${importId}` });
    return stale.length;
  },
});
