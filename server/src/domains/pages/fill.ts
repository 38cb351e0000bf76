import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { IsFor } from './audience.ts';
import type { BlockName, Filling, Given } from './block-kind.ts';
import { findBlock } from './blocks/index.ts';
import { armsOfHers, askedOf, chosenOf, type Shown } from './her-arms.ts';
import type { Block } from './page.ts';
import type { Her } from './ports.ts';
import type { Tests } from './tested-block.ts';

type Content = BlockContents[BlockName];

const NOT_FOR_HER = words('不是给她的', 'It is not for her');
const FAILED = words('这个区块现在问不到数据', 'What it shows cannot be asked now');

/**
 * Blocks of a page for one person: whom each is for first, then in which arms she is of those that are tested, then those of one kind together, the kinds
 * side by side. One that fails leaves the others alone.
 */
export async function fillBlocks(
  ctx: Ctx,
  given: Given,
  isFor: IsFor,
  blocks: readonly Block[],
  tests: Tests,
): Promise<readonly Shown[]> {
  const hers = new Set(
    await Promise.all(blocks.map(async (block) => ((await isForHer(ctx, isFor, block, given.her)) ? block.key : null))),
  );
  const here = blocks.filter(({ key }) => hers.has(key));
  const arms = await armsOfHers(ctx, given.her, here, tests);
  const asked = here.flatMap((block) => askedOf(block, arms.get(block.key)));
  const kinds = new Set(asked.map(({ kind }) => kind));
  const found = await Promise.all(
    [...kinds].map(async (kind) =>
      fillKind(
        ctx,
        given,
        kind,
        asked.filter((block) => block.kind === kind),
      ),
    ),
  );
  const filled = new Map(found.flatMap((some) => [...some]));
  return blocks.map((block) =>
    hers.has(block.key) ? chosenOf(block, arms.get(block.key), filled) : { block, arm: null, absent: NOT_FOR_HER },
  );
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

/** Whose condition cannot be asked is for nobody. */
export async function isForHer(ctx: Ctx, isFor: IsFor, { key, audience }: Block, her: Her): Promise<boolean> {
  try {
    return await isFor(ctx, audience, her.personNo);
  } catch (error) {
    ctx.log.warn({ err: error, block: key }, 'whom a block is for cannot be asked');
    return false;
  }
}
