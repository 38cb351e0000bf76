import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { pageContract } from '@huoshui/contracts/pages';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { findMembers } from '../members/index.ts';
import type { AudienceForm, IsFor } from './audience.ts';
import { wordsOfBlock } from './differences.ts';
import { pageErrors } from './errors.ts';
import { fillBlocks } from './fill.ts';
import type { LiveNow } from './live.ts';
import type { Block } from './page.ts';
import type { Her, Ports } from './ports.ts';
import { problemsOf } from './problems.ts';
import { standsAs, type Tests } from './tested-block.ts';

type Shape = (typeof pageContract)['POST /api/admin/page-previews'];
/** Nobody: who has never been here. No record has this number. */
const STRANGER: Her = { memberId: `mem_${'0'.repeat(26)}`, personNo: 0 };

export type Previewing = {
  readonly live: LiveNow;
  readonly audiences: AudienceForm;
  /** Neither is shared with shoppers: an operator asks by another clock. */
  readonly ports: Ports;
  readonly isFor: () => IsFor;
};

/**
 * What these blocks would show her at a moment, and why one is not there. Whatever is written down on the way, as an arm that she is drawn into,
 * is taken back: she has not been here.
 */
export async function previewPage(
  ctx: Ctx,
  { live, audiences, ports, isFor }: Previewing,
  { kind, page, blocks, member, product, at }: RouteIn<Shape>['body'],
): Promise<RouteOut<Shape>> {
  const her = member === undefined ? STRANGER : await mustFindHer(ctx, member);
  const moment = at === undefined ? ctx.now() : new Date(at);
  const given = { ports, her, place: { kind, product: product ?? null, category: null }, looks: true };
  const tests = page === undefined ? new Map() : await testsOf(ctx, live, { kind, page, blocks });
  const [shown, problems] = [
    await takenBack({ ...ctx, now: () => moment }, async (then) => {
      const holds = isFor();
      // One after the other: they share a transaction.
      const found = [];
      for (const block of blocks) found.push(...(await fillBlocks(then, given, holds, [block], tests)));
      return found;
    }),
    await problemsOf(ctx, audiences, kind, blocks),
  ];
  return {
    blocks: shown.map((one) => ({
      key: one.block.key,
      words: wordsOfBlock(one.block),
      content: 'content' in one ? one.content : null,
      absent: 'absent' in one ? one.absent : null,
      arm: one.arm && {
        experiment: one.arm.of.name,
        name: one.arm.of.arms[one.arm.arm]?.name ?? words('', ''),
      },
    })),
    problems: [...problems],
  };
}

/** Experiments on the page as it is live, where its block is edited to nothing else. */
async function testsOf(
  ctx: Ctx,
  live: LiveNow,
  {
    kind,
    page,
    blocks,
  }: Pick<RouteIn<Shape>['body'], 'kind'> & { readonly page: string; readonly blocks: readonly Block[] },
): Promise<Tests> {
  const shown = await live(ctx, kind, kind === 'free' ? page : null);
  if (shown?.id !== page) return new Map();
  return new Map(
    [...shown.tests].filter(([key, { stands }]) =>
      blocks.some((block) => block.key === key && standsAs(block, stands)),
    ),
  );
}

async function mustFindHer(ctx: Ctx, id: string): Promise<Her> {
  const found = (await findMembers(ctx, [id])).get(id);
  if (found === undefined) throw pageErrors.error('no_member');
  return { memberId: found.id, personNo: found.personNo };
}

/** Thrown at the end of the transaction, so that nothing of it stays. */
class TakenBack extends Error {}

async function takenBack<Result>(ctx: Ctx, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  const done: Result[] = [];
  try {
    await inTransaction(ctx, async (ctx) => {
      done.push(await work(ctx));
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  const [result] = done;
  if (result === undefined) throw new Error('a preview ended without a result');
  return result;
}
