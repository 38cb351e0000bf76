import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import type { pageContract } from '@huoshui/contracts/pages';
import type { Ctx } from '../../platform/ctx.ts';
import type { IsFor } from './audience.ts';
import { slot } from './blocks/slot.ts';
import { block, defaultPages } from './default-pages.ts';
import { pageErrors } from './errors.ts';
import { fillBlocks } from './fill.ts';
import type { LiveNow } from './live.ts';
import type { Block } from './page.ts';
import type { Her, PageKind, Ports } from './ports.ts';

type Shape = (typeof pageContract)['GET /api/shop/page'];
export type Showing = { readonly live: LiveNow; readonly ports: Ports; readonly isFor: IsFor };

/** All that a page shows her now. A shop that has made none shows what it comes with. Throws `pages.not_found` of a free page. */
export async function showPage(
  ctx: Ctx,
  { live, ports, isFor }: Showing,
  her: Her,
  { kind, ...asked }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const [id, product, category] = [asked.id ?? null, asked.product ?? null, asked.category ?? null];
  if (kind === 'free' && id === null) throw pageErrors.error('not_found');
  const page = await live(ctx, kind, kind === 'free' ? id : null);
  if (page === null && kind === 'free') throw pageErrors.error('not_found', { id });
  const blocks = withPopUps(kind, page?.blocks ?? defaultPages[kind]);
  const given = { ports, her, place: { kind, product, category }, looks: false };
  const shown = await fillBlocks(ctx, given, isFor, blocks, page?.tests ?? new Map());
  return {
    id: page?.id ?? null,
    version: page?.version ?? 0,
    name: page?.name ?? '',
    blocks: shown.flatMap((one) => {
      if (!('content' in one)) return [];
      const { block, content, arm } = one;
      return [
        {
          key: block.key,
          content: block.key === POP_UPS && content.kind === 'slot' ? unseen(content) : content,
          experiment: arm && { id: arm.of.id, arm: arm.arm, seen: arm.seen },
        },
      ];
    }),
  };
}

/** Of a page that has no slots of its own. */
const POP_UPS = 'pop-ups';
const popUps = block(POP_UPS, 'slot');

/** Pop-ups and icons come over a page whatever it was composed of. */
function withPopUps(kind: PageKind, blocks: readonly Block[]): readonly Block[] {
  if (!slot.on.includes(kind) || blocks.some((one) => one.kind === 'slot')) return blocks;
  return [...blocks, popUps];
}

function unseen(content: BlockContents['slot']): BlockContents['slot'] {
  return { ...content, items: content.items.filter(({ kind }) => kind !== 'banner') };
}
