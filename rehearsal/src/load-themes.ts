import type { Api } from './api.ts';
import { demoThemes } from './shop/themes.ts';

type Given = {
  /** Ids by the keys of the demo's products, and the member day of Wednesdays. */
  readonly products: ReadonlyMap<string, string>;
  readonly memberDay: string | null;
};

/** So many goods stand in front on a day. */
const GOODS = 6;

/** A theme for each day of the week, and goods that are bought again on a list of their own; home shows both by itself. */
export async function loadThemes(api: Api, cookie: string, { products, memberDay }: Given): Promise<void> {
  for (const { name, weekday, slogan, colour, category } of demoThemes) {
    const goods = [...products].filter(([key]) => category !== null && key.startsWith(`${category}-`));
    const gives = weekday === 'wed' && memberDay !== null;
    const values = {
      ...{ name, weekdays: [weekday], slogan, colour, picture: null },
      products: goods.length === 0 ? null : goods.slice(0, GOODS).map(([, id]) => id),
      ...{ opens: 'nothing', page: null, category: null, remindAt: 510 },
      ...{ benefit: gives ? 'member_day' : 'none', memberDay: gives ? memberDay : null, promotion: null },
    };
    await api('POST /api/admin/themes', { cookie, body: { values } });
  }
  await api('PUT /api/admin/settings/heroes', { cookie, body: { on: true, priceTo: 39_90, most: 12, pinned: null } });
}
