import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { findKind } from './find-kind.ts';
import { standardKit } from './kit.ts';
import { readOpenPlans } from './queries.ts';

/** The messages that whoever comes in now may be sent, one for each step that sends one, of every journey that runs. */
export async function messagesOfJourneys(
  ctx: Ctx,
): Promise<readonly { readonly template: string; readonly channel: string; readonly by: string }[]> {
  const plans = (await readOpenPlans(ctx)).filter(({ takesIn, paused }) => takesIn && !paused);
  return plans.flatMap(({ name, definition }) =>
    definition.nodes.flatMap((node) => {
      const step = findKind(standardKit.steps, node.kind);
      const checked = step && checkForm(step.form, node.values);
      // One that is not sound any more sends nothing.
      const tells = step && checked?.ok ? step.reaches?.(checked.values).tells : undefined;
      return (tells?.channels ?? []).map((channel) => ({ template: tells?.template ?? '', channel, by: name }));
    }),
  );
}
