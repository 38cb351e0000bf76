import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import type { AudienceForm } from './audience.ts';
import { findBlock } from './blocks/index.ts';
import { mustFind, readPage } from './edit-page.ts';
import { pageErrors } from './errors.ts';
import type { LiveNow } from './live.ts';
import type { Block } from './page.ts';
import type { PageView } from './present.ts';
import { problemsOf } from './problems.ts';
import { blocksOfVersion, holdPage, insertVersion, versionsOf, withdrawVersions } from './queries.ts';
import { settleTests } from './tested-block.ts';

type Publishing = { readonly live: LiveNow; readonly audiences: AudienceForm };
type Asked = { readonly saves: number; readonly startsAt: string | null; readonly endsAt: string | null };

/**
 * What is edited becomes the next version, of the very save that was seen. Throws `pages.not_found`, `saved_since`, `empty`, `bad_times`, and
 * `platform.bad_form` with `blocks.<key>.…` for what is wrong.
 */
export async function publishPage(
  ctx: Ctx,
  { live, audiences }: Publishing,
  id: string,
  asked: Asked,
): Promise<PageView> {
  const page = await holdPage(ctx, id);
  if (page === undefined) throw pageErrors.error('not_found', { id });
  if (page.saves !== asked.saves) throw pageErrors.error('saved_since');
  if (page.blocks.length === 0) throw pageErrors.error('empty');
  const { startsAt, endsAt } = termOf(ctx, asked);
  const problems = await problemsOf(ctx, audiences, page.kind, page.blocks);
  if (problems.length > 0)
    throw badForm(problems.map(({ block, at, words }) => ({ at: `blocks.${block ?? ''}.${at}`, words })));
  const [newest] = (await versionsOf(ctx, [page.no])).get(page.no) ?? [];
  const before = newest === undefined ? [] : ((await blocksOfVersion(ctx, page.no, newest.version)) ?? []);
  const stored = new Map(before.map((block) => [block.key, block]));
  const blocks = await Promise.all(
    page.blocks.map(async (block) => sound(ctx, audiences, block, stored.get(block.key))),
  );
  if (asked.startsAt === null && endsAt === null) await settleTests(ctx, page, blocks);
  const publishedBy = ctx.actor.kind === 'operator' ? ctx.actor.name : '';
  await insertVersion(ctx, page, { blocks, startsAt, endsAt, publishedBy });
  return readPage(ctx, live, id);
}

/** What it picked when it was published before may have ended since, and stays. */
async function sound(ctx: Ctx, audiences: AudienceForm, block: Block, before: Block | undefined): Promise<Block> {
  const own = findBlock(block.kind)?.form;
  const at = `blocks.${block.key}`;
  const stored = before?.kind === block.kind ? before : undefined;
  const read = { at: `${at}.values`, ...(stored ? { stored: stored.values } : {}) };
  const whom = { at: `${at}.audience`, ...(stored ? { stored: stored.audience } : {}) };
  return {
    ...block,
    values: own === undefined ? {} : await readForm(ctx, own, block.values, read),
    audience: await readForm(ctx, audiences, block.audience, whom),
  };
}

function termOf(ctx: Ctx, asked: Asked): { readonly startsAt: Date; readonly endsAt: Date | null } {
  const now = ctx.now();
  const begins = asked.startsAt === null ? now : new Date(asked.startsAt);
  // What was to begin a moment ago begins now: a version never takes the place of the past.
  const startsAt = new Date(Math.max(begins.getTime(), now.getTime()));
  const endsAt = asked.endsAt === null ? null : new Date(asked.endsAt);
  if (endsAt !== null && (endsAt <= startsAt || endsAt <= now)) throw pageErrors.error('bad_times');
  return { startsAt, endsAt };
}

/** One version, then what was there before is there again; or all of them. Throws `pages.not_found`, `not_open`. */
export async function withdrawPage(ctx: Ctx, live: LiveNow, id: string, version: number | null): Promise<PageView> {
  const page = await holdPage(ctx, id);
  if (page === undefined) throw pageErrors.error('not_found', { id });
  if (!(await withdrawVersions(ctx, page.no, version))) throw pageErrors.error('not_open');
  return readPage(ctx, live, id);
}

/** Blocks of a version; of 0 what is being edited. Throws `pages.not_found`, `no_version`. */
export async function blocksAt(ctx: Ctx, id: string, version: number): Promise<Block[]> {
  const page = await mustFind(ctx, id);
  if (version === 0) return [...page.blocks];
  const blocks = await blocksOfVersion(ctx, page.no, version);
  if (blocks === null) throw pageErrors.error('no_version');
  return [...blocks];
}
