import type { RecommendationResult } from '@huoshui/contracts/recommendations';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { bought, extraOf, shownArm } from '../../platform/arms.ts';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readArmsMet, wholeOf } from '../../platform/event-store/arms-met.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { getSetting } from '../../platform/settings.ts';
import { uplift, upliftText, weightOf } from '../../platform/uplift.ts';
import { purchases } from '../analytics/index.ts';
import { rules, type Slot } from './rules.ts';

type Result = Static<typeof RecommendationResult>;

const SHOWN_DAYS = 30;

/** What a slot did, by intent to treat: everybody who came to it counts in her arm from that moment on, whether she looked or not. */
export async function readResult(ctx: Ctx, slot: Slot): Promise<Result> {
  const { within: days } = await getSetting(ctx, rules);
  const [{ strata, open, inBoth }, heldOut, byDay] = await Promise.all([
    readArmsMet(ctx, { fact: 'recommendation.met', of: ['slot', slot], days, purchases }),
    countHeldOut(ctx, slot),
    readDays(ctx, slot),
  ]);
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  const found = uplift(strata.map(({ treated, holdout }) => ({ treated: bought(treated), holdout: bought(holdout) })));
  const [treated, holdout] = [wholeOf(compared, 'treated'), wholeOf(compared, 'holdout')];
  return {
    ...{ slot, asOf: ctx.now().toISOString(), days, heldOut, open, inBoth },
    treated: shownArm(compared.length > 0 ? treated : wholeOf(strata, 'treated')),
    holdout: shownArm(holdout),
    uplift: { ...found, text: upliftText(found) },
    // Where nobody bought, no sum says how far sums may lie apart.
    extra: found.verdict === 'too_few' || treated.buyers + holdout.buyers === 0 ? null : extraOf(compared, 0),
    byDay,
    seen: await readSeen(ctx, slot),
  };
}

async function countHeldOut(ctx: Ctx, slot: Slot): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from recommendations.met where slot = ${slot} and not treated
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

type Seen = Omit<Result['byDay'][number], 'day'>;

/** A card that was on the screen for a second, and a tap on one, as phones tell it. */
const SEEN = `countIf(name = 'exposure') AS shown, countIf(name = 'click') AS tapped,
  uniqExactIf(person_no, name = 'exposure') AS people, uniqExactIf(person_no, name = 'click') AS tappers`;

function ofSlot(ctx: Ctx, slot: Slot) {
  const since = new Date(ctx.now().getTime() - SHOWN_DAYS * DAY_MS);
  return piece`name IN ('exposure', 'click') AND source = 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, since)}
  AND ts < ${bound(INSTANT, ctx.now())} AND JSONExtractString(props, 'slot') = ${bound('String', `rec_${slot}`)}`;
}

async function readDays(ctx: Ctx, slot: Slot): Promise<Result['byDay']> {
  const rows = await runQuery<Seen & { day: string }>(
    ctx,
    piece`SELECT toString(${daySql('ts')}) AS day, ${SEEN} FROM history AS events WHERE ${ofSlot(ctx, slot)} GROUP BY day ORDER BY day`,
  );
  return rows.map((row) => ({ day: row.day, ...numbers(row) }));
}

async function readSeen(ctx: Ctx, slot: Slot): Promise<Result['seen']> {
  const rows = await runQuery<Seen & { held: number }>(
    ctx,
    piece`SELECT person_no IN (
      SELECT person_no FROM history_once AS events WHERE name = 'recommendation.met' AND JSONExtractString(props, 'slot') = ${bound('String', slot)}
        AND JSONExtractString(props, 'arm') = 'holdout'
    ) AS held, ${SEEN} FROM history AS events WHERE ${ofSlot(ctx, slot)} GROUP BY held`,
  );
  const of = (held: number) => numbers(rows.find((row) => Number(row.held) === held) ?? NOTHING);
  return { treated: of(0), holdout: of(1) };
}

const NOTHING: Seen = { shown: 0, tapped: 0, people: 0, tappers: 0 };

function numbers({ shown, tapped, people, tappers }: Seen): Seen {
  return { shown: Number(shown), tapped: Number(tapped), people: Number(people), tappers: Number(tappers) };
}
