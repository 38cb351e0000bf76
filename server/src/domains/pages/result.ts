import type { RouteOut } from '@huoshui/contracts/contract';
import type { pageContract } from '@huoshui/contracts/pages';
import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { wordsOfBlock } from './differences.ts';
import type { PageRow } from './page.ts';
import { blocksOfVersion, versionsOf } from './queries.ts';

type Result = RouteOut<(typeof pageContract)['GET /api/admin/pages/:id/result']>;
type Figures = { readonly shown: number; readonly people: number; readonly tapped: number; readonly tappers: number };

const NOTHING: Figures = { shown: 0, people: 0, tapped: 0, tappers: 0 };

/**
 * What was seen and tapped of each block, as phones tell it: half of it on the screen for a second, once a view; a tap on anything in it. Testers
 * too, for phones do not know who is one.
 */
export async function readResult(ctx: Ctx, page: PageRow, days: number): Promise<Result> {
  const now = ctx.now();
  const told = piece`source = 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, new Date(now.getTime() - days * DAY_MS))}
    AND ts < ${bound(INSTANT, now)} AND JSONExtractString(props, 'shopPage') = ${bound('String', page.id)}`;
  const [rows, whole] = await Promise.all([
    runQuery<Figures & { readonly block: string }>(
      ctx,
      piece`SELECT JSONExtractString(props, 'block') AS block,
        countIf(name = 'exposure' AND JSONExtractString(props, 'slot') = 'page_block') AS shown,
        uniqExactIf(person_no, name = 'exposure' AND JSONExtractString(props, 'slot') = 'page_block') AS people,
        countIf(name = 'click') AS tapped, uniqExactIf(person_no, name = 'click') AS tappers
        FROM history AS events WHERE name IN ('exposure', 'click') AND ${told} GROUP BY block`,
    ),
    runQuery<{ readonly views: number; readonly people: number }>(
      ctx,
      piece`SELECT count() AS views, uniqExact(person_no) AS people FROM history AS events
        WHERE name = 'exposure' AND JSONExtractString(props, 'slot') = 'page' AND ${told}`,
    ),
  ]);
  const found = new Map(rows.map(({ block, ...figures }) => [block, numbers(figures)]));
  const [newest] = (await versionsOf(ctx, [page.no])).get(page.no) ?? [];
  const published = newest === undefined ? [] : ((await blocksOfVersion(ctx, page.no, newest.version)) ?? []);
  const standing = published.length > 0 ? published : page.blocks;
  const known = new Map([...page.blocks, ...standing].map((block) => [block.key, block]));
  const left = [...found.keys()].filter((key) => !standing.some((block) => block.key === key) && known.has(key));
  return {
    asOf: now.toISOString(),
    days,
    views: Number(whole[0]?.views ?? 0),
    people: Number(whole[0]?.people ?? 0),
    blocks: [...standing.map(({ key }) => key), ...left].flatMap((key) => {
      const block = known.get(key);
      if (block === undefined) return [];
      const gone = left.includes(key);
      return [
        {
          key,
          kind: block.kind,
          words: gone
            ? words(`${wordsOfBlock(block).zh}（已撤）`, `${wordsOfBlock(block).en} (taken off)`)
            : wordsOfBlock(block),
          ...(found.get(key) ?? NOTHING),
          gone,
        },
      ];
    }),
  };
}

function numbers({ shown, people, tapped, tappers }: Figures): Figures {
  return { shown: Number(shown), people: Number(people), tapped: Number(tapped), tappers: Number(tappers) };
}
