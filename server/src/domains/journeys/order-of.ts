import type { Definition } from './definition.ts';
import { KEY } from './enter.ts';
import type { RunAbout, RunContext } from './run.ts';

type Told = { readonly runKey: string; readonly context: RunContext };

/** The order that a run is about, where runs are told apart by orders, and the one that brought her in. */
export function orderOf(
  { definition: { reentry } }: { readonly definition: Definition },
  { runKey, context }: Told,
): Omit<RunAbout, 'id'> {
  const keyed = reentry.kind === 'by_key' && reentry.by === 'order' && runKey !== '';
  return { orderId: keyed ? runKey : null, brought: context[KEY.order] ?? null };
}
