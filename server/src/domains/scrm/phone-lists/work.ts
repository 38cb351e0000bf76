import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../../platform/work.ts';

/** Numbers whose day is over: whoever left hers waits for a call that nobody makes. */
export async function phoneListWork(ctx: Ctx): Promise<readonly Work[]> {
  const late = sql`select from scrm.phone_entry where state = 'waiting' and day < ${shanghaiDay(ctx.now())}::date`;
  const { total } = await countUpTo(ctx, MOST_WORK, late);
  return [
    {
      kind: 'scrm.numbers_late',
      words: words('手机号名单里过了日子还没加的人', 'On phone lists whose day is over, and whom nobody asked'),
      count: total,
      to: '/phone-lists',
      needs: 'scrm.read',
    },
  ];
}
