import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { pageKind } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { badForm } from '../../platform/form/read.ts';
import { type Running, running } from '../experiments/index.ts';
import { findBlock } from './blocks/index.ts';
import { wordsOfBlock } from './differences.ts';
import type { Block, PageRow } from './page.ts';

/** Running experiments by the key of the block that each is about. */
export type Tests = ReadonlyMap<string, Running>;

export const TESTED = 'page_block';

/** A block as experiments name it: its key stays for as long as its page does. */
export const subjectId = (pageId: string, key: string) => `${pageId}.${key}`;

export function subjectParts(id: string): { readonly pageId: string; readonly key: string } {
  const dot = id.indexOf('.');
  return dot < 0 ? { pageId: id, key: '' } : { pageId: id.slice(0, dot), key: id.slice(dot + 1) };
}

/** As a sentence names it: 首页「活水」的优惠券. */
export function blockCalled(page: Pick<PageRow, 'kind' | 'name'>, block: Pick<Block, 'kind' | 'values'>): Words {
  const [where, what] = [pageKind[page.kind], wordsOfBlock(block)];
  return words(`${where.zh}「${page.name}」的${what.zh}`, `${what.en} on “${page.name}”`);
}

/** Whether what is edited is, once it is published, what stood there. */
export function standsAs({ kind, values }: Pick<Block, 'kind' | 'values'>, stood: Draft): boolean {
  const form = findBlock(kind)?.form;
  const checked = form === undefined ? null : checkForm(form, values);
  return checked?.ok === true && isDeepStrictEqual(checked.values, stood);
}

/**
 * A version is published at once and for good. What arms are compared with stays as it is until the experiment ends; a block that is there no more ends its
 * own. One that is planned, or that gives way again, only lets them rest. The page is held. Throws `platform.bad_form`.
 */
export async function settleTests(ctx: Ctx, page: PageRow, blocks: readonly Block[]): Promise<void> {
  const tests = (await running.on(ctx, TESTED, subjectId(page.id, ''))).filter(({ state }) => state === 'running');
  const blockOf = (id: string) => blocks.find(({ key }) => key === subjectParts(id).key);
  const problems = tests.flatMap(({ subjectId: id, name, stands }) => {
    const block = blockOf(id);
    if (block === undefined || isDeepStrictEqual(block.values, stands)) return [];
    const told = words(
      `${wordsOfBlock(block).zh}正在做实验「${name}」，先结束实验再改`,
      `${wordsOfBlock(block).en}: the experiment “${name}” is running on it: end that first`,
    );
    return [{ at: `blocks.${block.key}.values`, words: told }];
  });
  if (problems.length > 0) throw badForm(problems);
  const gone = tests.filter(({ subjectId: id }) => blockOf(id) === undefined);
  await running.endOn(
    ctx,
    TESTED,
    gone.map(({ subjectId: id }) => id),
  );
}
