import { type Words, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { ledger } from '../benefits/index.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { findProblems, mustFind } from './change.ts';
import { countAtNodes } from './count-at-nodes.ts';
import { type Definition, nodeOf } from './definition.ts';
import { countHeld } from './go-on.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';
import { notGivenWords, readNotGiven } from './not-given.ts';
import type { JourneyRecord } from './queries.ts';
import type { RunContext } from './run.ts';
import { REACHED, type RunFilter, whichRuns } from './run-filter.ts';
import { exitSentences, goalSentence, nodeSentence, triggerSentence } from './sentence.ts';
import { warningsOf } from './warnings.ts';

type State = JourneyRecord['state'];
type Counted = Omit<JourneyRecord, 'definition' | 'settings' | 'places'> & {
  entered: number;
  active: number;
  converted: number;
};

const COUNTED = sql`j.no, j.id, j.name, j.playbook, j.state, j.version, j.created_at, j.updated_at,
  (select count(*) from journeys.run_info i where i.journey_no = j.no) as entered,
  (select count(*) from journeys.run r where r.journey_no = j.no and r.state = 'waiting') as active,
  (select count(*) from journeys.run_info i where i.journey_no = j.no and ${REACHED}) as converted`;

export async function listJourneys(
  ctx: Ctx,
  query: {
    q?: string | undefined;
    state?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['int']);
  const which = sql`(${query.state ?? null}::text is null or j.state = ${query.state ?? null})
    and (${query.q ?? null}::text is null or position(lower(${query.q ?? ''}) in lower(j.name)) > 0)`;
  const { rows } = await sql<Counted>`
    select ${COUNTED} from journeys.journey j
    where ${which} and (${after?.[0] ?? null}::int is null or j.no < ${after?.[0] ?? null}::int)
    order by j.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const costs = new Map(await Promise.all(rows.map(async (r) => [r.id, await ledger.costOf(ctx, r.id)] as const)));
  const page = toPage(
    rows,
    limit,
    (r) => [r.no],
    (r) => presentRow(r, costs.get(r.id) ?? 0),
  );
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from journeys.journey j where ${which}`)) };
}

/** A journey with its nodes as sentences, live counts and whatever is wrong with it. */
export async function showJourney(ctx: Ctx, kit: Kit, id: string) {
  const journey = await mustFind(ctx, id);
  const [row, names, counts, missed, versions, problems, warnings, cost] = await Promise.all([
    sql<Counted>`select ${COUNTED} from journeys.journey j where j.id = ${id}`.execute(ctx.db),
    readNames(ctx, kit, journey.definition),
    countAtNodes(ctx, journey.no, journey.definition),
    countHeld(ctx, journey.no),
    readVersions(ctx, journey.no),
    findProblems(ctx, kit, journey.definition, journey),
    journey.state === 'ended' ? [] : warningsOf(ctx, kit, journey.definition, journey),
    ledger.costOf(ctx, id),
  ]);
  const counted = row.rows[0] ?? { ...journey, entered: 0, active: 0, converted: 0 };
  return {
    ...presentRow(counted, cost),
    definition: journey.definition,
    settings: journey.settings && { playbook: journey.settings.playbook, values: { ...journey.settings.values } },
    sentences: Object.fromEntries(journey.definition.nodes.map((n) => [n.key, nodeSentence(kit, n, names)])),
    triggerSentence: triggerSentence(kit, journey.definition, names),
    goalSentence: goalSentence(kit, journey.definition, names),
    exitSentences: exitSentences(kit, journey.definition, names),
    counts,
    missed,
    versions,
    problems,
    warnings,
  };
}

function presentRow(row: Counted, cost: number) {
  const state: State = row.state;
  return {
    id: row.id,
    name: row.name,
    playbook: row.playbook,
    state,
    version: row.version,
    entered: row.entered,
    active: row.active,
    converted: row.converted,
    cost,
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function readVersions(ctx: Ctx, journeyNo: number) {
  const { rows } = await sql<{ version: number; publishedAt: Date; active: number }>`
    select v.version, v.published_at,
      (select count(*) from journeys.run r where r.journey_no = v.journey_no and r.version = v.version and r.state = 'waiting') as active
    from journeys.version v where v.journey_no = ${journeyNo} order by v.version desc
  `.execute(ctx.db);
  return rows.map((r) => ({ ...r, publishedAt: r.publishedAt.toISOString() }));
}

type RunRow = {
  id: number;
  memberId: string;
  version: number;
  treated: boolean;
  state: 'waiting' | 'converted' | 'completed' | 'exited' | 'parked';
  node: string;
  wakeAt: Date | null;
  enteredAt: Date;
  because: Words;
  outcome: Words | null;
  context: RunContext;
  definition: Definition;
};

type RunQuery = RunFilter & {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Who is where, and why. */
export async function listRuns(ctx: Ctx, kit: Kit, id: string, filter: RunQuery) {
  const journey = await mustFind(ctx, id);
  const limit = filter.limit ?? 20;
  const after = decodeCursor(filter.cursor, ['bigint']);
  const q = filter.q ?? null;
  const meant = await membersShown.meant(ctx, filter.q);
  const which = sql`${whichRuns(journey.no, filter, ctx.now())}
    and (${q}::text is null or i.member_id = any(${[...meant]}::text[]) or position(lower(${q ?? ''}) in lower(concat(i.because->>'zh', ' ', i.because->>'en'))) > 0)`;
  const { rows } = await sql<RunRow>`
    select r.id, i.member_id, r.version, r.treated, r.state, r.node, r.wake_at, i.entered_at, i.because, i.outcome, i.context, v.definition
    from journeys.run_info i join journeys.run r on r.id = i.run_id
      join journeys.version v on v.journey_no = r.journey_no and v.version = r.version
    where ${which}
      and (${after?.[0] ?? null}::bigint is null or i.run_id < ${after?.[0] ?? null}::bigint)
    order by i.run_id desc limit ${limit + 1}
  `.execute(ctx.db);
  const [members, names, gifts, counted] = await Promise.all([
    findMembers(
      ctx,
      rows.map((r) => r.memberId),
    ),
    readNames(ctx, kit, journey.definition),
    ctx.names(
      ctx,
      rows.flatMap(({ context }) => {
        const told = readNotGiven(context);
        return told === null ? [] : [{ of: 'benefit' as const, id: told.benefit }];
      }),
    ),
    after === null ? countRuns(ctx, which) : null,
  ]);
  const page = toPage(
    rows,
    limit,
    (r) => [r.id],
    (r) => {
      const node = nodeOf(r.definition, r.node);
      return {
        id: String(r.id),
        memberId: r.memberId,
        memberName: members.get(r.memberId)?.nickname ?? r.memberId,
        version: r.version,
        arm: r.treated ? ('treated' as const) : ('holdout' as const),
        state: r.state,
        node: r.state === 'waiting' ? r.node : null,
        nodeSentence: node ? nodeSentence(kit, node, names) : words(r.node, r.node),
        wakeAt: r.wakeAt?.toISOString() ?? null,
        enteredAt: r.enteredAt.toISOString(),
        because: r.because,
        outcome: r.outcome,
        notGiven: notGivenWords(r.context, gifts),
      };
    },
  );
  return { ...page, ...(counted === null ? {} : { total: counted }) };
}

async function countRuns(ctx: Ctx, which: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from journeys.run_info i join journeys.run r on r.id = i.run_id where ${which}
  `.execute(ctx.db);
  return rows[0]?.total ?? 0;
}
