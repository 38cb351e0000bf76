import type { Answer } from '../../ground/api.ts';

export type Page = Answer<'GET /api/admin/pages/:id'>;
export type Block = Page['blocks'][number];
export type Composition = { readonly name: string; readonly blocks: readonly Block[] };
export type PageKit = Answer<'GET /api/admin/page-kit'>;

export const compositionOf = ({ name, blocks }: Page): Composition => ({ name, blocks });

/** A key that no block of the page has. */
export function freshKey(blocks: readonly Block[], random: () => number = Math.random): string {
  for (;;) {
    const key = Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0');
    if (!blocks.some((block) => block.key === key)) return key;
  }
}

/** One block to another place; what lies between makes room. */
export function moveBlock(blocks: readonly Block[], key: string, to: number): readonly Block[] {
  const block = blocks.find((one) => one.key === key);
  if (block === undefined) return blocks;
  const others = blocks.filter((one) => one.key !== key);
  const at = Math.max(0, Math.min(others.length, to));
  const moved = [...others.slice(0, at), block, ...others.slice(at)];
  return moved.every((one, n) => one === blocks[n]) ? blocks : moved;
}

/** A new one behind `after`; at the end where that is null. */
export function addBlock(blocks: readonly Block[], block: Block, after: string | null): readonly Block[] {
  const at = after === null ? -1 : blocks.findIndex(({ key }) => key === after);
  return at < 0 ? [...blocks, block] : [...blocks.slice(0, at + 1), block, ...blocks.slice(at + 1)];
}
