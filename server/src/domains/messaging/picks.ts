import type { Picks } from '../../platform/form/names.ts';
import { builtIn } from './template.ts';

/** Messages the shop can send, by their keys. */
export const messagingPicks: Picks = {
  template: async (_ctx, keys) =>
    new Map(
      keys.flatMap((key) => {
        const template = builtIn(key);
        return template ? [[key, { name: template.name.zh, ended: false }]] : [];
      }),
    ),
};
