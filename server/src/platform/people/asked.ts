import { initialValues } from '@huoshui/contracts/form-values';
import type { Ctx } from '../ctx.ts';
import { pickedByForm } from '../form/check.ts';
import { readForm } from '../form/read.ts';
import { type Among, amongOf } from './among.ts';
import type { People } from './people.ts';

/** Whom a number counts, by what its address says. @throws platform.bad_form */
export async function askedOf(ctx: Ctx, { form, persons }: People, said: Readonly<Record<string, unknown>>) {
  // As in any address, what is not said is at its initial value.
  const draft = { ...initialValues(form.fields), ...said };
  // A number that counts something of the past opens too: what it names may have ended since.
  const values = await readForm(ctx, form, draft, { stored: draft });
  return {
    sentence: async () => form.sentence(values, await ctx.names(ctx, pickedByForm(form, values))),
    among: async (): Promise<Among> => amongOf(ctx, await persons(ctx, values)),
  };
}
