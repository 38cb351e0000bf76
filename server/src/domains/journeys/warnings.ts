import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import type { Definition } from './definition.ts';
import { findKind } from './find-kind.ts';
import { giftWarnings } from './gift-warnings.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';
import type { Problem } from './problems.ts';
import { textWarnings } from './text-warnings.ts';

/** What may be meant so and is better known: said wherever problems are, and keeps nobody from publishing. */
export async function warningsOf(
  ctx: Ctx,
  kit: Kit,
  definition: Definition,
  own: { readonly id: string } | undefined,
): Promise<Problem[]> {
  return [
    ...ofTrigger(kit, definition, await readNames(ctx, kit, definition)),
    ...(await giftWarnings(ctx, kit, definition, own)),
    ...(await textWarnings(ctx, kit, definition)),
  ];
}

function ofTrigger(kit: Kit, { trigger }: Definition, names: FoundNames): Problem[] {
  const kind = findKind(kit.triggers, trigger.kind);
  const checked = kind?.warns && checkForm(kind.form, trigger.values);
  const text = checked?.ok ? (kind?.warns?.(checked.values, names) ?? null) : null;
  return text === null ? [] : [{ node: null, at: 'trigger', words: text }];
}
