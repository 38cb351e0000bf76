import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { IsFor } from './audience.ts';
import type { BlockName, Filling, Given } from './block-kind.ts';
import { findBlock } from './blocks/index.ts';
import type { Block } from './page.ts';

type Content = BlockContents[BlockName];
/** A block as she has it: filled, or why it is not there. */
type Shown = { readonly block: Block; readonly content: Content } | { readonly block: Block; readonly absent: Words };

const NOT_FOR_HER = words('不是给她的', 'It is not for her');
const FAILED = words('这个区块现在问不到数据', 'What it shows cannot be asked now');
const UNSOUND = words('还没填好', 'It is not complete');

/** Blocks of a page for one person: whom each is for first, then those of one kind together, the kinds side by side. One that fails leaves the others alone. */
export async function fillBlocks(
  ctx: Ctx,
  given: Given,
  isFor: IsFor,
  blocks: readonly Block[],
): Promise<readonly Shown[]> {
  const hers = new Set(
    await Promise.all(blocks.map(async (block) => ((await isForHer(ctx, isFor, block, given)) ? block.key : null))),
  );
  const kinds = new Set(blocks.filter(({ key }) => hers.has(key)).map(({ kind }) => kind));
  const found = await Promise.all(
    [...kinds].map(async (kind) => {
      const those = blocks.filter((block) => block.kind === kind && hers.has(block.key));
      return fillKind(ctx, given, kind, those);
    }),
  );
  const filled = new Map(found.flatMap((some) => [...some]));
  return blocks.map((block): Shown => {
    if (!hers.has(block.key)) return { block, absent: NOT_FOR_HER };
    const one = filled.get(block.key) ?? { absent: UNSOUND };
    return { block, ...one };
  });
}

async function fillKind(
  ctx: Ctx,
  given: Given,
  kind: BlockName,
  those: readonly Block[],
): Promise<ReadonlyMap<string, Filling<Content>>> {
  try {
    return (await findBlock(kind)?.fill(ctx, given, those)) ?? new Map<string, Filling<Content>>();
  } catch (error) {
    ctx.log.warn({ err: error, kind }, 'blocks of a kind cannot be filled');
    return new Map(those.map(({ key }) => [key, { absent: FAILED }]));
  }
}

async function isForHer(ctx: Ctx, isFor: IsFor, { key, audience }: Block, { her }: Given): Promise<boolean> {
  try {
    return await isFor(ctx, audience, her.personNo);
  } catch (error) {
    ctx.log.warn({ err: error, block: key }, 'whom a block is for cannot be asked');
    return false;
  }
}
