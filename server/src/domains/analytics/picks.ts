import { words } from '@huoshui/contracts/words';
import { bound, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { nameOf } from './event.ts';

/** An event by its name: one that we know by word, or one of the shop's own that somebody did. `*` is whatever she does herself. */
export const eventPicks: Picks = {
  event: async (ctx, ids) => {
    const known = ids.flatMap((id) => {
      const name = id === '*' ? words('任何行为', 'Anything she does') : nameOf(ctx, id);
      return name === null ? [] : [{ id, name }];
    });
    const others = ids.filter((id) => !known.some((one) => one.id === id));
    const seen =
      others.length === 0
        ? []
        : await runQuery<{ name: string }>(
            ctx,
            piece`SELECT DISTINCT name FROM history AS events WHERE name IN ${bound('Array(String)', others)}`,
          );
    return pickNames([...known, ...seen.map(({ name }) => ({ id: name, name }))]);
  },
};
