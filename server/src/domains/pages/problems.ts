import type { Problem } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { pageKind } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm, pickedByForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import { gone } from '../../platform/form/read.ts';
import type { AudienceForm } from './audience.ts';
import { findBlock } from './blocks/index.ts';
import type { Block } from './page.ts';
import type { PageKind } from './ports.ts';

type BlockProblem = Problem & { readonly block: string | null };

/** All that is wrong with the blocks of a page, each at its field: `values.title`, `audience.who`. Names are asked once for all of them. */
export async function problemsOf(
  ctx: Ctx,
  audiences: AudienceForm,
  kind: PageKind,
  blocks: readonly Block[],
): Promise<readonly BlockProblem[]> {
  const doubles = blocks.filter(({ key }, at) => blocks.findIndex((one) => one.key === key) !== at);
  const parts = blocks.flatMap((block) => partsOf(audiences, block).map((part) => ({ block, ...part })));
  const names = await ctx.names(
    ctx,
    parts.flatMap(({ form, draft }) => pickedByForm(form, draft)),
  );
  return [
    ...doubles.map(({ key }) => ({
      block: key,
      at: '',
      words: words('这个区块重复了', 'This block stands here twice'),
    })),
    ...blocks
      .filter((block) => !findBlock(block.kind)?.on.includes(kind))
      .map(({ key }) => ({
        block: key,
        at: '',
        words: words(
          `${pageKind[kind].zh}放不了这种区块`,
          `Such a block has no place on: ${pageKind[kind].en.toLowerCase()}`,
        ),
      })),
    ...parts.flatMap(({ block, at, form, draft }) => {
      const checked = checkForm(form, draft);
      const found = checked.ok ? gone(checked.picked, names) : checked.problems;
      return found.map((problem) => ({
        block: block.key,
        at: problem.at === '' ? at : `${at}.${problem.at}`,
        words: problem.words,
      }));
    }),
  ];
}

/** The forms that a block stands for. */
export function partsOf(audiences: AudienceForm, { kind, values, audience }: Block) {
  const own = findBlock(kind)?.form;
  const whom: Form = audiences;
  return [
    ...(own === undefined ? [] : [{ at: 'values', form: own, draft: values }]),
    { at: 'audience', form: whom, draft: audience },
  ];
}
