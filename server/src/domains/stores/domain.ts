import { words } from '@huoshui/contracts/words';
import type { Domain } from '../../platform/domain.ts';
import { pickNames } from '../../platform/form/names.ts';
import { areaForm } from './areas/area-form.ts';
import { areaRoutes } from './areas/routes.ts';
import { storeErrors } from './errors.ts';
import { findStores } from './queries.ts';
import { storeRoutes } from './routes.ts';
import type { StoreShelves } from './shelves.ts';
import { storeForm } from './store-form.ts';

export { storesNamed } from './queries.ts';

const notes = {
  open: null,
  paused: words('暂停营业', 'paused'),
  closed: words('已停业', 'closed for good'),
} as const;

export function stores(ports: { readonly shelves: StoreShelves }): Domain {
  return {
    name: 'stores',
    routes: [...storeRoutes(ports.shelves), ...areaRoutes],
    errors: storeErrors,
    forms: { 'stores.store': storeForm, 'stores.delivery_area': areaForm },
    picks: {
      store: async (ctx, ids) =>
        pickNames(
          [...(await findStores(ctx, ids)).values()].map(({ id, name, state }) => ({
            id,
            name,
            ended: state === 'closed',
            note: notes[state],
          })),
        ),
    },
  };
}
