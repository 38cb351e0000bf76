import type { Ctx } from '../../platform/ctx.ts';
import { importErrors } from './errors.ts';
import { type Import, presentImport } from './import.ts';
import { checkMapping, type Mapping } from './mapping.ts';
import { findImport, restart } from './queries.ts';
import { startTask } from './task.ts';

/**
 * Set an import going; whoever calls sees that it is carried out. One that ran before runs again from its first row, which
 * brings nothing twice. Inside a transaction.
 * @throws imports.not_found, running, and what is wrong with the mapping
 */
export async function startImport(ctx: Ctx, id: string, how: { mapping: Mapping; dryRun: boolean }): Promise<Import> {
  checkMapping(how.mapping);
  if ((await findImport(ctx, id)) === undefined) throw importErrors.error('not_found');
  const row = await restart(ctx, id, how);
  if (row === undefined) throw importErrors.error('running');
  await startTask(ctx, row);
  return presentImport(row);
}
