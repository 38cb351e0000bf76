import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { countRevision } from '../../platform/revision.ts';
import type { Taking } from '../experiments/index.ts';
import { findBlock } from './blocks/index.ts';
import { pageErrors } from './errors.ts';
import { type Block, shownAt } from './page.ts';
import { blocksOfVersion, holdPage, insertVersion, updatePage, versionsOf } from './queries.ts';
import { standsAs, subjectParts } from './tested-block.ts';

/**
 * The version that is live with this arm in the block's place is the next version, for as long as that one was to be; nothing else that is being edited
 * is published with it. The block as it is edited becomes the arm too, or the next publication would take it back. Throws `pages.not_found`, `not_as_tested`,
 * `edited_since`, and `platform.bad_form` for what the arm picked and is over.
 */
export async function takeArm(ctx: Ctx, id: string, { version, stands, overDraft }: Taking): Promise<void> {
  const { pageId, key } = subjectParts(id);
  const page = await holdPage(ctx, pageId);
  if (page === undefined) throw pageErrors.error('not_found', { id: pageId });
  const versions = (await versionsOf(ctx, [page.no])).get(page.no) ?? [];
  const shown = shownAt(versions, ctx.now());
  const live = shown === null ? null : await blocksOfVersion(ctx, page.no, shown.version);
  const block = live?.find((one) => one.key === key);
  if (shown === null || live === null || block === undefined || !isDeepStrictEqual(block.values, stands))
    throw pageErrors.error('not_as_tested');
  const drafted = page.blocks.find((one) => one.key === key);
  if (drafted && !overDraft && !standsAs(drafted, stands) && !standsAs(drafted, version))
    throw pageErrors.error('edited_since');
  const form = findBlock(block.kind)?.form;
  const values: Draft =
    form === undefined ? version : await readForm(ctx, form, version, { at: 'winner', stored: stands });
  const published = Math.max(...versions.map(({ saves }) => saves));
  const withArm = (blocks: readonly Block[]) => blocks.map((one) => (one.key === key ? { ...one, values } : one));
  if (drafted) await updatePage(ctx, pageId, page.name, withArm(page.blocks));
  const saves = drafted ? page.saves + 1 : page.saves;
  await insertVersion(
    ctx,
    // What else was edited and not published still is: the page goes on saying so.
    { ...page, saves: page.saves > published ? published : saves },
    {
      blocks: withArm(live),
      startsAt: ctx.now(),
      endsAt: shown.endsAt,
      publishedBy: ctx.actor.kind === 'operator' ? ctx.actor.name : '',
    },
  );
  await countRevision(ctx, pageId, null);
}
