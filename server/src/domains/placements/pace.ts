import { PlacementPace } from '@huoshui/contracts/placements';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';
import type { PlacementRow } from './placement.ts';

/** How far apart different pop-ups come over a person's pages, whichever pages these are. */
export const pace = defineSetting('placements.pace', PlacementPace, { minutes: 10 });

export const paceForm = form({
  fields: [
    {
      key: 'minutes',
      label: words('两个不同的弹窗之间至少隔', 'Two different pop-ups are apart'),
      kind: 'count',
      min: 0,
      max: 1440,
      initial: 10,
      unit: words('分钟', 'minutes'),
      hint: words(
        '0 是不隔；同一个弹窗多久出现一次在它自己的规则里',
        '0: not at all; how often one comes again is its own rule',
      ),
    },
  ],
  sentence: ({ minutes }) =>
    minutes === 0
      ? words('不同的弹窗可以一个接一个出现', 'Different pop-ups may come one after another')
      : words(
          `一个人看到一个弹窗后，${minutes} 分钟内不会再弹另一个`,
          `Once somebody saw a pop-up no other comes for ${minutes} minutes`,
        ),
});

/** Her place in time for this pop-up: false while another keeps it. Of two at one moment one gets it. */
export async function takePlace(
  ctx: Ctx,
  personNo: number,
  { no }: Pick<PlacementRow, 'no'>,
  minutes: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into placements.person as p (person_no, placement_no, popup_at) values (${personNo}, ${no}, ${ctx.now()})
    on conflict (person_no) do update set placement_no = excluded.placement_no, popup_at = excluded.popup_at
      where p.placement_no = excluded.placement_no or p.popup_at <= ${distanceBefore(ctx, minutes)}
    returning person_no
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Until then another pop-up has to have come. */
export const distanceBefore = (ctx: Ctx, minutes: number) => new Date(ctx.now().getTime() - minutes * MINUTE_MS);
