import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scriptContract } from '@huoshui/contracts/scripts';
import type { Ctx } from '../../../platform/ctx.ts';
import { customerOf, me } from '../sidebar/hers.ts';
import type { HerPorts } from '../sidebar/ports.ts';
import { productCards } from '../sidebar/send.ts';
import { listFolders, scriptsInUse } from './scripts.ts';
import { filling } from './variables.ts';

type Shape = (typeof scriptContract)['GET /api/staff/scripts'];

/** Filled in for the customer beside whose chat it is asked; those for the stage that she is in stand first. */
export async function scriptsForStaff(
  ctx: Ctx,
  her: HerPorts,
  { customer, ...query }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const hers = customer === undefined ? null : await customerOf(ctx, customer);
  const memberId = hers?.memberId ?? null;
  const [folders, scripts, member] = await Promise.all([
    listFolders(ctx),
    scriptsInUse(ctx, query),
    memberId === null ? null : her.member(ctx, memberId),
  ]);
  const cards = await productCards(
    ctx,
    her,
    scripts.flatMap(({ values }) => values.product ?? []),
  );
  const fill = filling(ctx, { her, name: hers?.name ?? '', staff: me(ctx).name, memberId });
  const items = await Promise.all(
    scripts.map(async ({ id, values: { title, folder, text, stages, product } }) => {
      const filled = hers === null ? { text, missing: null } : await fill(text);
      const forAll = stages === null || stages.length === 0;
      return {
        ...{ id, title, folder },
        send: { text: filled.text, card: product === null ? null : (cards.get(product) ?? null) },
        fits: !forAll && member !== null && stages.some((one) => one === member.stage),
        missing: filled.missing,
      };
    }),
  );
  return {
    folders: folders.map(({ name }) => name),
    items: items.toSorted((a, b) => Number(b.fits) - Number(a.fits)),
  };
}
