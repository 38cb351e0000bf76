import { isDeepStrictEqual } from 'node:util';
import type { Draft, Field } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';
import { named, type Words } from '@huoshui/contracts/words';
import { blockKind, type pageDifference } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import type { Names } from '../../platform/form/form.ts';
import { sayValue } from '../../platform/form/say-value.ts';
import type { AudienceForm } from './audience.ts';
import type { Block } from './page.ts';
import { partsOf } from './problems.ts';

type Detail = { readonly label: Words; readonly before: Words | null; readonly after: Words | null };
type Difference = {
  readonly kind: keyof typeof pageDifference;
  readonly block: string;
  readonly words: Words;
  readonly details: Detail[];
};

/** What the second has otherwise than the first, block by block. */
export async function differencesOf(
  ctx: Ctx,
  audiences: AudienceForm,
  before: readonly Block[],
  after: readonly Block[],
): Promise<Difference[]> {
  const all = [...before, ...after].flatMap((block) => partsOf(audiences, block));
  const names = await ctx.names(
    ctx,
    all.flatMap(({ form, draft }) => pickedByForm(form, draft)),
  );
  const was = new Map(before.map((block) => [block.key, block]));
  const is = new Set(after.map(({ key }) => key));
  const moved = movedOf(
    before.map(({ key }) => key).filter((key) => is.has(key)),
    after.map(({ key }) => key).filter((key) => was.has(key)),
  );
  return [
    ...after.flatMap((block): Difference[] => {
      const old = was.get(block.key);
      const told = { block: block.key, words: wordsOfBlock(block) };
      if (old === undefined) return [{ kind: 'added', ...told, details: [] }];
      const details = detailsOf(audiences, old, block, names);
      return [
        ...(details.length > 0 ? [{ kind: 'changed' as const, ...told, details }] : []),
        ...(moved.has(block.key) ? [{ kind: 'moved' as const, ...told, details: [] }] : []),
      ];
    }),
    ...before
      .filter(({ key }) => !is.has(key))
      .map((block): Difference => ({ kind: 'removed', block: block.key, words: wordsOfBlock(block), details: [] })),
  ];
}

/** Its kind, and its title where it has one. */
export function wordsOfBlock({ kind, values: { title } }: Pick<Block, 'kind' | 'values'>): Words {
  return typeof title === 'string' && title !== '' ? named(blockKind[kind], title) : blockKind[kind];
}

/** As few as explain the new order: those outside of the longest run that kept theirs. */
export function movedOf(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const places = after.map((key) => before.indexOf(key));
  // The longest rising run that ends at each place.
  const length = places.map(() => 1);
  const from = places.map(() => -1);
  for (const [at, place] of places.entries())
    for (let earlier = 0; earlier < at; earlier += 1)
      if ((places[earlier] ?? 0) < place && (length[earlier] ?? 0) + 1 > (length[at] ?? 0)) {
        length[at] = (length[earlier] ?? 0) + 1;
        from[at] = earlier;
      }
  const kept = new Set<string>();
  for (let at = length.indexOf(Math.max(0, ...length)); at >= 0; at = from[at] ?? -1) kept.add(after[at] ?? '');
  return new Set(after.filter((key) => !kept.has(key)));
}

function detailsOf(audiences: AudienceForm, before: Block, after: Block, names: Names): Detail[] {
  const old = partsOf(audiences, before);
  return partsOf(audiences, after).flatMap(({ at, form: { fields }, draft }) =>
    fields.flatMap((field) => detailOf(field, fields, old.find((one) => one.at === at)?.draft ?? {}, draft, names)),
  );
}

function detailOf(field: Field, fields: readonly Field[], before: Draft, after: Draft, names: Names): Detail[] {
  if (isDeepStrictEqual(before[field.key] ?? null, after[field.key] ?? null)) return [];
  const say = (draft: Draft) => (isShown(field, fields, draft) ? sayValue(field, draft[field.key], names) : null);
  const [one, other] = [say(before), say(after)];
  return one || other ? [{ label: field.label, before: one, after: other }] : [];
}
