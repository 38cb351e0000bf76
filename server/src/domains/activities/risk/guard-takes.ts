import { words } from '@huoshui/contracts/words';
import { listedKind } from '@huoshui/contracts/words/activity-risk';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { MarkKind } from './marks.ts';
import { decide, type RiskFacts, refusesSharing, riskRules } from './rules.ts';

type Ask = { readonly personNo: number; readonly activityNo: number };
type Mark = { readonly personNo: number; readonly kind: MarkKind; readonly value: string };

const none = { people: 0, shown: '' };

/**
 * Of taps at one moment, in the order in which they came, those that the rules refuse: whoever is on the blacklist, and whoever shares a mark with so many who
 * have pieces of the same sale already. A piece goes to somebody else at once, so nothing of it can wait for a review: what the rules would
 * only hold is let through. Answers the places of the refused.
 */
export async function refusedTakes(ctx: Ctx, asks: readonly Ask[]): Promise<ReadonlySet<number>> {
  if (asks.length === 0) return new Set();
  const values = await getSetting(ctx, riskRules);
  const listed = await readListed(ctx, asks);
  const marks = refusesSharing(values) ? await readMarks(ctx, asks) : new Map<string, Mark[]>();
  const asking = new Set(asks.map(({ personNo }) => personNo));
  const around = new Map<string, Set<number>>();
  for (const [activityNo, those] of marks)
    for (const { personNo, kind, value } of those)
      if (!asking.has(personNo)) together(around, `${activityNo} ${kind} ${value}`).add(personNo);
  const refused = new Set<number>();
  for (const [at, { personNo, activityNo }] of asks.entries()) {
    const hers = (marks.get(String(activityNo)) ?? []).filter((mark) => mark.personNo === personNo);
    const most = (kind: MarkKind) => ({
      people: Math.max(
        0,
        ...hers
          .filter((mark) => mark.kind === kind)
          .map(({ value }) => new Set([...together(around, `${activityNo} ${kind} ${value}`), personNo]).size),
      ),
      shown: '',
    });
    const facts: RiskFacts = {
      listed: listed.get(personNo) ?? null,
      together:
        hers.length === 0
          ? { device: none, network: none, address: none, payer: none }
          : { device: most('device'), network: most('network'), address: most('address'), payer: most('payer') },
      ...{ anHour: 0, backs: 0 },
    };
    if (decide(values, facts).outcome === 'refuse') refused.add(at);
    else for (const { kind, value } of hers) together(around, `${activityNo} ${kind} ${value}`).add(personNo);
  }
  return refused;
}

function together(around: Map<string, Set<number>>, key: string): Set<number> {
  const known = around.get(key) ?? new Set<number>();
  around.set(key, known);
  return known;
}

/** By name or by a mark. */
async function readListed(ctx: Ctx, asks: readonly Ask[]) {
  const { rows } = await sql<{ personNo: number; kind: keyof typeof listedKind; because: string }>`
    with asked as (select distinct person_no from unnest(${asks.map(({ personNo }) => personNo)}::int[]) as a (person_no))
    select distinct on (person_no) person_no, kind, because from (
      select a.person_no, l.kind, l.because, l.no from asked a join activities.listed l on l.kind = 'member' and l.value = a.person_no::text
      union all
      select a.person_no, l.kind, l.because, l.no from asked a join activities.mark m on m.person_no = a.person_no
        join activities.listed l on l.kind = m.kind and l.value = m.value
    ) as found order by person_no, no
  `.execute(ctx.db);
  return new Map(
    rows.map(({ personNo, kind, because }) => {
      const { zh, en } = listedKind[kind];
      return [personNo, words(`黑名单上的${zh}：${because}`, `${en} on the blacklist: ${because}`)];
    }),
  );
}

/** Marks of those who ask, and who else of each sale has pieces and shares one; by the sale. */
async function readMarks(ctx: Ctx, asks: readonly Ask[]): Promise<ReadonlyMap<string, Mark[]>> {
  const { rows } = await sql<Mark & { readonly activityNo: number }>`
    with asked as (
      select distinct person_no, activity_no
      from unnest(${asks.map(({ personNo }) => personNo)}::int[], ${asks.map(({ activityNo }) => activityNo)}::bigint[]) as a (person_no, activity_no)
    ), hers as (
      select a.activity_no, m.person_no, m.kind, m.value from asked a join activities.mark m on m.person_no = a.person_no
    )
    select activity_no, person_no, kind, value from hers
    union
    select h.activity_no, m.person_no, m.kind, m.value from (select distinct activity_no, kind, value from hers) h
      join activities.mark m on m.kind = h.kind and m.value = h.value
      join activities.flash_take t on t.activity_no = h.activity_no and t.person_no = m.person_no and t.state in ('kept', 'ordered', 'paid')
  `.execute(ctx.db);
  const found = new Map<string, Mark[]>();
  for (const { activityNo, ...mark } of rows)
    found.set(String(activityNo), [...(found.get(String(activityNo)) ?? []), mark]);
  return found;
}
