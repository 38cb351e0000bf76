import type { Draft, Field, ValuesOf } from '@huoshui/contracts/form';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import type { Words } from '@huoshui/contracts/words';
import type { blockGroup } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { Her, PageKind, Place, Ports } from './ports.ts';

export type BlockName = keyof BlockContents;

/** Who looks at which page. `looks`: an operator does, in her place. */
export type Given = {
  readonly ports: Ports;
  readonly her: Her;
  readonly place: Place;
  readonly looks: boolean;
};

type Asked<Values> = { readonly key: string; readonly values: Values };

/** What a block shows, or why it is not there. */
export type Filling<Content> = { readonly content: Content } | { readonly absent: Words };

type Content = BlockContents[BlockName];

type Definition<Name extends BlockName, Fields extends readonly Field[]> = {
  readonly kind: Name;
  /** What it is for, beside its name in the palette. */
  readonly hint: Words;
  readonly group: keyof typeof blockGroup;
  /** The kinds of pages that have room for it. */
  readonly on: readonly PageKind[];
  readonly form: Form<Fields>;
  /** Of any number of blocks of this kind at once; one that is left out is not there, and says nothing of it. */
  readonly fill: (
    ctx: Ctx,
    given: Given,
    asked: readonly Asked<ValuesOf<Fields>>[],
  ) => Promise<ReadonlyMap<string, Filling<BlockContents[Name]>>>;
};

export type BlockKind = Omit<Definition<BlockName, readonly Field[]>, 'form' | 'fill'> & {
  readonly form: Form;
  readonly fill: (
    ctx: Ctx,
    given: Given,
    asked: readonly Asked<Draft>[],
  ) => Promise<ReadonlyMap<string, Filling<Content>>>;
};

/** A kind of block: its form, where it may stand, and how any number of them is filled. Values of a published page are sound; what is being edited may not be. */
export function blockKind<Name extends BlockName, const Fields extends readonly Field[]>(
  definition: Definition<Name, Fields>,
): BlockKind {
  const { form } = definition;
  // A version lies in memory, so its values are read once.
  const read = new WeakMap<object, { readonly values: ValuesOf<Fields> } | null>();
  const sound = ({ key, values: draft }: Asked<Draft>) => {
    let known = read.get(draft);
    if (known === undefined) {
      const checked = checkForm(form, draft);
      known = checked.ok ? { values: checked.values } : null;
      read.set(draft, known);
    }
    return known === null ? [] : [{ key, values: known.values }];
  };
  return {
    ...definition,
    form,
    fill: async (ctx, given, asked) => definition.fill(ctx, given, asked.flatMap(sound)),
  };
}
