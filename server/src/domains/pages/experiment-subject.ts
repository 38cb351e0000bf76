import { isDeepStrictEqual } from 'node:util';
import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import type { ExperimentSubject } from '../experiments/index.ts';
import { findBlock } from './blocks/index.ts';
import { pageErrors } from './errors.ts';
import { findTestedBlocks } from './find-tested.ts';
import { keepLive } from './live.ts';
import { countStamp, findPages, holdPage } from './queries.ts';
import { takeArm } from './take-arm.ts';
import { blockCalled, subjectParts } from './tested-block.ts';

const LOOK_BACK_DAYS = 28;

type Given = {
  /** Whether shoppers take a coupon by themselves at all. */
  readonly isForTaking: (ctx: Ctx, templateId: string) => Promise<boolean>;
};

/** Blocks of composed pages as what experiments are about: a version of one is its whole form, filled otherwise. */
export function pageBlockSubject({ isForTaking }: Given): ExperimentSubject {
  const live = keepLive();
  const shownBlock = async (ctx: Ctx, id: string) => {
    const { pageId, key } = subjectParts(id);
    const page = (await findPages(ctx, [pageId])).get(pageId);
    const shown = page === undefined ? null : await live(ctx, page.kind, page.kind === 'free' ? pageId : null);
    const isShown = shown?.id === pageId;
    return { isShown, block: isShown ? shown.blocks.find((one) => one.key === key) : undefined };
  };
  return {
    kind: 'page_block',
    metrics: ['bought', 'revenue', 'orders', 'basket', 'tapped'],
    async find(ctx, ids) {
      const found = await findTestedBlocks(ctx, ids);
      return new Map(
        found.flatMap(({ id, pageId, page, block }) => {
          const form = findBlock(block.kind)?.form;
          if (form === undefined) return [];
          return [
            [id, { name: blockCalled(page, block), to: `/pages/${pageId}`, form, stands: block.values }] as const,
          ];
        }),
      );
    },
    async refuse(ctx, _id, { coupons }) {
      const picked = Array.isArray(coupons) ? coupons.filter((one): one is string => typeof one === 'string') : [];
      for (const coupon of picked)
        if (!(await isForTaking(ctx, coupon)))
          return {
            field: 'coupons',
            words: words(
              '有定向发放的券，谁也领不到，请选顾客自领的券',
              'One of them is only granted: choose coupons that are taken in the shop',
            ),
          };
      return null;
    },
    async unseen(ctx, id, stood) {
      const { isShown, block } = await shownBlock(ctx, id);
      if (!isShown)
        return words(
          '它所在的页面没有上线，或者被别的页面挡住了，现在没有人会看到',
          'Its page is not live, or behind another one: nobody sees it now',
        );
      if (block === undefined)
        return words('线上的版本里没有这个区块，现在没有人会看到', 'The version that is live has no such block');
      if (stood !== null && !isDeepStrictEqual(block.values, stood))
        return words(
          '线上的这个区块和实验开始时不一样，实验停着；换回来才继续',
          'As it is live the block is not what it was at the beginning: the experiment rests until it is again',
        );
      return null;
    },
    async hold(ctx, id) {
      await holdPage(ctx, subjectParts(id).pageId);
    },
    async begin(ctx, id) {
      const { block } = await shownBlock(ctx, id);
      if (block === undefined) throw pageErrors.error('block_not_live');
      return block.values;
    },
    // It lies in memory with the page.
    changed: countStamp,
    peopleADay: readPeopleADay,
    take: takeArm,
    came: (id, since, known) => piece`
SELECT person_no, min(ts) AS seen_at FROM history AS events WHERE ${told('exposure', id, known)} AND ts >= ${bound(INSTANT, since)}
  AND JSONExtractString(props, 'slot') = 'page_block' GROUP BY person_no`,
    // Nobody closes a block.
    acts: (id, known) => piece`
SELECT person_no, max(ts) AS last_tap, maxIf(ts, name != 'click') AS last_close FROM history AS events WHERE ${told('click', id, known)} GROUP BY person_no`,
  };
}

/** What phones told of a block. */
function told(name: 'exposure' | 'click', id: string, known: Date): Piece {
  const { pageId, key } = subjectParts(id);
  return piece`name = ${bound('String', name)} AND source = 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, 'shopPage') = ${bound('String', pageId)} AND JSONExtractString(props, 'block') = ${bound('String', key)}`;
}

async function readPeopleADay(ctx: Ctx, id: string): Promise<number> {
  const now = ctx.now();
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const [row] = await runQuery<{ readonly people: number; readonly first: number }>(
    ctx,
    piece`SELECT uniqExact(person_no) AS people, toUnixTimestamp64Milli(min(ts)) AS first FROM history AS events
      WHERE ${told('exposure', id, now)} AND ts >= ${bound(INSTANT, since)} AND JSONExtractString(props, 'slot') = 'page_block'`,
  );
  const people = Number(row?.people ?? 0);
  if (people === 0) return 0;
  const days = Math.max(1, Math.ceil((now.getTime() - Number(row?.first ?? 0)) / DAY_MS));
  return Math.round((people / days) * 10) / 10;
}
