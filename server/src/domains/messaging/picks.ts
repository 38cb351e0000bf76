import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { builtIn } from './template.ts';

const off = words('已停用', 'switched off');

/** Messages the shop can send, by their keys. One that is switched off may be named: it is only passed over while it is. */
export const messagingPicks: Picks = {
  template: async (ctx, keys) => {
    const { rows } = await sql<{ key: string }>`
      select key from messaging.template where key = any(${[...keys]}::text[]) and not enabled
    `.execute(ctx.db);
    const switchedOff = new Set(rows.map(({ key }) => key));
    return pickNames(
      keys.flatMap((key) => {
        const template = builtIn(key);
        return template ? [{ id: key, name: template.name, note: switchedOff.has(key) ? off : null }] : [];
      }),
    );
  },
};
