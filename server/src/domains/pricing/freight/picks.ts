import type { Picks } from '../../../platform/form/names.ts';
import { isRegion } from './place.ts';
import { templateNames } from './queries.ts';
import { regionText } from './template.ts';

export const freightPicks: Picks = {
  region: async (_ctx, ids) => new Map(ids.filter(isRegion).map((id) => [id, regionText(id)])),
  freight_template: async (ctx, ids) => new Map((await templateNames(ctx, ids)).map(({ id, name }) => [id, name])),
};
