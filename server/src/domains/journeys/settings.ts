import type { Draft, Field } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';
import type { Words } from '@huoshui/contracts/words';
import type { underWay } from '@huoshui/contracts/words/journeys';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm, pickedByForm } from '../../platform/form/check.ts';
import type { Names } from '../../platform/form/form.ts';
import { readForm } from '../../platform/form/read.ts';
import { sayValue } from '../../platform/form/say-value.ts';
import { editJourney, moveRunsOver, mustFind } from './change.ts';
import { journeyErrors } from './errors.ts';
import type { Kit } from './kit.ts';
import type { Playbook } from './playbook.ts';
import type { JourneyRecord, Settings } from './queries.ts';
import { stepsOf } from './sentence.ts';
import { findPlaybook, over, unpicked } from './switch-on.ts';

/** Whether those under way go on by the version they came in by, or follow the one that is made now. */
export type UnderWay = keyof typeof underWay;

type Change = { readonly values: Draft; readonly name?: string | undefined; readonly underWay?: UnderWay | undefined };

/**
 * Change a journey by the values of the playbook it was made by; what is not said stays. As with any edit a live one gets a
 * new version. Throws `no_settings` where somebody wrote the steps herself: values would overwrite them.
 */
export async function changeSettings(ctx: Ctx, kit: Kit, id: string, change: Change): Promise<JourneyRecord> {
  const journey = await mustFind(ctx, id);
  const { playbook, stored } = settingsOf(kit, journey);
  const values = over(playbook, { ...stored.values, ...change.values });
  const definition = playbook.define(await readForm(ctx, playbook.form, values, { stored: stored.values }));
  const name = change.name ?? journey.name;
  const settings = { playbook: playbook.key, values };
  const edited = await editJourney(ctx, kit, id, { name, definition, settings });
  if (change.underWay === 'follow') await moveRunsOver(ctx, kit, id, null, {});
  return edited;
}

type Question = { readonly values: Draft; readonly journeyId?: string | undefined };

/** One value that would be another: what it is called, what it is now, and what it would be; null: nothing is chosen. */
type Difference = {
  readonly at: string;
  readonly label: Words;
  readonly before: Words | null;
  readonly after: Words | null;
};

/**
 * What a playbook would do with these values, step by step, and what of a running journey they would change. While they
 * are not sound there are no steps: the form says what is wrong.
 */
export async function previewSettings(
  ctx: Ctx,
  kit: Kit,
  key: string,
  { values, journeyId }: Question,
): Promise<{ steps: Words[]; changes: Difference[] }> {
  const playbook = findPlaybook(kit, key);
  const stored = journeyId === undefined ? null : settingsOf(kit, await mustFind(ctx, journeyId)).stored;
  const draft = over(playbook, { ...stored?.values, ...values });
  const checked = checkForm(unpicked(playbook.form), draft);
  const names = await ctx.names(
    ctx,
    [draft, stored?.values ?? {}].flatMap((one) => pickedByForm(playbook.form, one)),
  );
  return {
    steps: checked.ok ? await stepsOf(ctx, kit, playbook.define(checked.values)) : [],
    changes: stored ? differences(playbook, stored.values, draft, names) : [],
  };
}

function differences({ form }: Playbook, before: Draft, after: Draft, names: Names): Difference[] {
  const said = (field: Field, draft: Draft) =>
    isShown(field, form.fields, draft) ? sayValue(field, draft[field.key], names) : null;
  return form.fields.flatMap((field) => {
    const [was, is] = [said(field, before), said(field, after)];
    return was?.zh === is?.zh ? [] : [{ at: field.key, label: field.label, before: was, after: is }];
  });
}

function settingsOf(kit: Kit, { settings }: JourneyRecord): { playbook: Playbook; stored: Settings } {
  if (settings === null) throw journeyErrors.error('no_settings');
  return { playbook: findPlaybook(kit, settings.playbook), stored: settings };
}
