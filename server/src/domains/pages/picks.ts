import { words } from '@huoshui/contracts/words';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { stateOfPage } from './page.ts';
import { findPages, versionsOf } from './queries.ts';

/** Free pages, to lead to. One that is not live is picked all the same: it may go live together with what leads there. */
export const pagePicks: Picks = {
  page: async (ctx, ids) => {
    const rows = [...(await findPages(ctx, ids)).values()].filter(({ kind }) => kind === 'free');
    const versions = await versionsOf(
      ctx,
      rows.map(({ no }) => no),
    );
    return pickNames(
      rows.map(({ id, no, name }) => ({
        ...{ id, name },
        note: stateOfPage(versions.get(no) ?? [], ctx.now()) === 'live' ? null : words('现在没有上线', 'not live now'),
      })),
    );
  },
};
