import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { findByPersonNo, tags } from '../../members/index.ts';
import { personsHeld } from '../segments/held.ts';

/** An application that was cut off is begun anew; what was given then is not given twice. */
const LEASE_MS = 10 * 60_000;
const A_BATCH = 2000;

type Claimed = {
  readonly id: string;
  readonly tag: string;
  readonly segmentId: string;
  readonly segment: string;
  /** Of the segment, before it was read: what comes meanwhile is looked at again. */
  readonly now: number;
  readonly ended: boolean;
  /** When it ends, its tags stay. */
  readonly keep: boolean;
  /** What somebody made of it last: what is found by an earlier one is not written. */
  readonly change: number;
  /** Nobody did anything: the rule is new, ends, or its segment means others since somebody said so. */
  readonly quiet: boolean;
};

/**
 * When a segment has changed, whoever came to it gets the tag and whoever went loses it, by sets and no more than that. A tag that
 * somebody has from elsewhere stays hers, with its own reason. No transaction is open while the store answers.
 */
export const applyTagRules = sweep({
  name: 'audiences.tag-rules',
  due: sql`(
    select min(greatest(coalesce(r.ended_at, s.refreshed_at), r.claimed_until)) from audiences.tag_rule r join audiences.segment s on s.id = r.segment_id
    where not r.done and (r.ended_at is not null or r.version <> s.version))`,
  run: async (ctx) => {
    const rule = await claim(ctx);
    if (!rule) return 0;
    const { given, taken } = await apply(ctx, rule);
    await sql`
      update audiences.tag_rule set version = ${rule.now}, applied_at = ${ctx.now()}, claimed_until = null, done = ${rule.ended},
        given = ${given}, taken = ${taken}
      where id = ${rule.id} and change = ${rule.change}
    `.execute(ctx.db);
    return 1;
  },
});

async function claim(ctx: Ctx): Promise<Claimed | undefined> {
  const now = ctx.now();
  const { rows } = await sql<Claimed>`
    update audiences.tag_rule r set claimed_until = ${new Date(now.getTime() + LEASE_MS)}
    from audiences.segment s
    where s.id = r.segment_id and r.id = (
      select r.id from audiences.tag_rule r join audiences.segment s on s.id = r.segment_id
      where not r.done and (r.ended_at is not null or r.version <> s.version) and (r.claimed_until is null or r.claimed_until <= ${now})
      order by r.created_at, r.id limit 1 for update of r skip locked)
    returning r.id, r.tag, r.segment_id, s.name as segment, s.version as now, r.ended_at is not null as ended, r.keep, r.change,
      r.ended_at is not null or r.version = 0 or exists (
        select from audiences.segment_version v
        where v.segment_id = s.id and v.version > r.version and v.reason in ('edited', 'uploaded')) as quiet
  `.execute(ctx.db);
  return rows[0];
}

type Persons = readonly { readonly memberId: string; readonly personNo: number }[];

async function apply(ctx: Ctx, rule: Claimed): Promise<{ readonly given: number; readonly taken: number }> {
  const { tag, segmentId, segment, ended, keep, quiet } = rule;
  const meant = ended ? [] : await listPersons(ctx, await personsHeld(ctx, segmentId));
  const asked = { asOf: ctx.now(), how: 'any' as const };
  const have = new Set(await tags.holders(ctx, [tag], asked));
  const byRule = await tags.holders(ctx, [tag], { ...asked, source: 'rule' });
  const stay = new Set(meant);
  const because = {
    kind: 'rule',
    id: rule.id,
    label: words(`规则：人群「${segment}」`, `By rule: the segment “${segment}”`),
  };
  const given = await inBatches(
    ctx,
    rule,
    meant.filter((no) => !have.has(no)),
    async (ctx, persons) => (await tags.give(ctx, persons, tag, 'rule', because, { quiet })).size,
  );
  const gone = byRule.filter((no) => !stay.has(no));
  if (ended && keep) {
    const kept = words(`规则结束时保留：人群「${segment}」`, `Kept when its rule ended: the segment “${segment}”`);
    const label = { ...because, label: kept };
    await inBatches(ctx, rule, gone, async (ctx, persons) => tags.keep(ctx, persons, tag, 'rule', label));
    return { given, taken: 0 };
  }
  const taken = await inBatches(
    ctx,
    rule,
    gone,
    async (ctx, persons) => (await tags.take(ctx, persons, tag, because, { source: 'rule', quiet })).size,
  );
  return { given, taken };
}

/** How many it was done to. Once somebody has made something else of the rule, the rest is left to whoever applies that. */
async function inBatches(
  ctx: Ctx,
  rule: Claimed,
  personNos: readonly number[],
  each: (ctx: Ctx, persons: Persons) => Promise<number>,
): Promise<number> {
  let done = 0;
  for (let start = 0; start < personNos.length; start += A_BATCH) {
    const did = await inTransaction(ctx, async (ctx) => {
      const { rows } = await sql`
        select from audiences.tag_rule where id = ${rule.id} and change = ${rule.change} for share
      `.execute(ctx.db);
      if (rows.length === 0) return null;
      const members = await findByPersonNo(ctx, personNos.slice(start, start + A_BATCH));
      return each(
        ctx,
        [...members.values()].map(({ id, personNo }) => ({ memberId: id, personNo })),
      );
    });
    if (did === null) return done;
    done += did;
  }
  return done;
}
