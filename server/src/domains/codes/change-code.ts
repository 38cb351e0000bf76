import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { isInHerStores } from '../../platform/her-stores.ts';
import { newId } from '../../platform/ids.ts';
import { type CodeView, presentCodes } from './code.ts';
import { codeForm } from './code-form.ts';
import { codeErrors } from './errors.ts';
import { type CodeRow, findCodes, insertCodes, makeAnew, setArchived, updateCode } from './queries.ts';
import { newScene } from './scene.ts';

/** WeChat is asked for it afterwards, by the sweep. Throws `platform.bad_form`, and `codes.name_taken`. */
export async function createCode(ctx: Ctx, draft: Draft): Promise<CodeView> {
  const values = await readForm(ctx, codeForm, draft);
  const id = newId('cod');
  if (!(await insertCodes(ctx, [{ id, scene: newScene(), values }])).has(id)) throw codeErrors.error('name_taken');
  return readCode(ctx, id);
}

/** What was printed stays good: only where it leads changes. Throws `codes.not_found`, `name_taken`, `platform.bad_form`. */
export async function changeCode(ctx: Ctx, id: string, draft: Draft): Promise<CodeView> {
  const { values: stored, kind } = await mustFind(ctx, id);
  const values = await readForm(ctx, codeForm, draft, { stored });
  if (values.kind !== kind)
    throw badForm([{ at: 'kind', words: words('建好以后不能换种类', 'Its kind stays what it was made as') }]);
  if (!(await updateCode(ctx, id, values))) throw codeErrors.error('name_taken');
  return readCode(ctx, id);
}

/** Out of use and back: nothing is deleted, since what is printed is still out there. Throws `codes.not_found`. */
export async function archiveCode(ctx: Ctx, id: string, archived: boolean): Promise<CodeView> {
  await mustFind(ctx, id);
  await setArchived(ctx, id, archived);
  return readCode(ctx, id);
}

/** Throws `codes.not_found`. */
export async function retryMaking(ctx: Ctx, id: string): Promise<CodeView> {
  await mustFind(ctx, id);
  await makeAnew(ctx, id);
  return readCode(ctx, id);
}

/** Throws `codes.not_found`, also for one of a store that is not hers. */
export async function readCode(ctx: Ctx, id: string): Promise<CodeView> {
  const [view] = await presentCodes(ctx, [await mustFind(ctx, id)]);
  if (view === undefined) throw codeErrors.error('not_found');
  return view;
}

async function mustFind(ctx: Ctx, id: string): Promise<CodeRow> {
  const row = (await findCodes(ctx, [id])).get(id);
  if (row === undefined || !isInHerStores(ctx, row.storeId)) throw codeErrors.error('not_found');
  return row;
}
