import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { type HerArm, type Running, running } from '../experiments/index.ts';
import type { BlockName, Filling } from './block-kind.ts';
import type { Block } from './page.ts';
import type { Her } from './ports.ts';
import type { Tests } from './tested-block.ts';

type Content = BlockContents[BlockName];
export type ArmOfHers = HerArm & { readonly of: Running };

/** A block as she has it: filled, or why it is not there; and as which arm. */
export type Shown = { readonly block: Block; readonly arm: ArmOfHers | null } & Filling<Content>;

const UNSOUND = words('还没填好', 'It is not complete');

/** Her arms of what is tested among these blocks, by their keys: one statement, and none where nothing is tested. Who has no record is in no experiment. */
export async function armsOfHers(
  ctx: Ctx,
  her: Her,
  blocks: readonly Block[],
  tests: Tests,
): Promise<ReadonlyMap<string, ArmOfHers>> {
  const about = blocks.flatMap(({ key }) => tests.get(key) ?? []);
  if (her.personNo === 0 || about.length === 0) return new Map();
  const arms = await running.armsFor(ctx, her, about);
  return new Map(
    blocks.flatMap(({ key }) => {
      const of = tests.get(key);
      const hers = of === undefined ? null : (arms.get(of.no) ?? null);
      return of === undefined || hers === null ? [] : [[key, { ...hers, of }] as const];
    }),
  );
}

/** A block that is asked for as it is in an arm. Keys of blocks have no dot. */
const keyIn = (key: string, arm: number) => (arm === 0 ? key : `${key}.${arm}`);

/**
 * What has to be filled for her. Until she has seen her arm that is every arm: one that holds nothing for her, as a coupon that has run out, would
 * lose people whom the others keep.
 */
export function askedOf(block: Block, arm: ArmOfHers | undefined): readonly Block[] {
  if (arm === undefined) return [block];
  const as = (at: number): Block => ({
    ...block,
    key: keyIn(block.key, at),
    values: arm.of.arms[at]?.version ?? block.values,
  });
  return arm.seen ? [as(arm.arm)] : arm.of.arms.map((_, at) => as(at));
}

/** Of what was filled what she sees: where one arm holds nothing for her she is in no arm, and sees the block as it stands. */
export function chosenOf(
  block: Block,
  arm: ArmOfHers | undefined,
  filled: ReadonlyMap<string, Filling<Content>>,
): Shown {
  const as = (at: number): Filling<Content> => filled.get(keyIn(block.key, at)) ?? { absent: UNSOUND };
  if (arm === undefined) return { block, arm: null, ...as(0) };
  const isOpen = arm.seen || arm.of.arms.every((_, at) => 'content' in as(at));
  return isOpen ? { block, arm, ...as(arm.arm) } : { block, arm: null, ...as(0) };
}
