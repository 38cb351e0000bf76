import { words } from '@huoshui/contracts/words';
import { listedKind } from '@huoshui/contracts/words/activity-risk';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { MarkKind } from './marks.ts';
import { decide, type RiskFacts, riskRules, type Verdict } from './rules.ts';

const BACKS_DAYS = 90;

/** Somebody's act for an entry, or (`helperNo` null) all that the entry has, at the moment at which it is rewarded. */
export type Asked = { readonly entryNo: number; readonly ownerNo: number; readonly helperNo: number | null };

/**
 * The one guard: whatever would count for somebody passes it when it happens, and all of it once more when it is rewarded, by what is known
 * then. The entries are held, so that of several who act at one moment each sees those before it. Answers in the order asked.
 */
export async function judge(ctx: Ctx, asked: readonly Asked[]): Promise<readonly Verdict[]> {
  if (asked.length === 0) return [];
  const [values, facts] = [await getSetting(ctx, riskRules), await readFacts(ctx, asked)];
  return facts.map((known) => decide(values, known));
}

type Shared = { readonly place: number; readonly kind: MarkKind; readonly people: number; readonly shown: string };
type Listed = {
  readonly place: number;
  readonly kind: keyof typeof listedKind;
  readonly label: string;
  readonly because: string;
};

async function readFacts(ctx: Ctx, asked: readonly Asked[]): Promise<readonly RiskFacts[]> {
  const [shared, listed, figures] = [
    await readShared(ctx, asked),
    await readListed(ctx, asked),
    await readFigures(ctx, asked),
  ];
  return asked.map((_, at): RiskFacts => {
    const place = at + 1;
    const of = (kind: MarkKind) => {
      const found = shared.find((one) => one.place === place && one.kind === kind);
      return { people: found?.people ?? 0, shown: found?.shown ?? '' };
    };
    const on = listed.find((one) => one.place === place);
    return {
      listed: on === undefined ? null : sayListed(on),
      together: { device: of('device'), network: of('network'), address: of('address'), payer: of('payer') },
      ...(figures.get(place) ?? { anHour: 0, backs: 0 }),
    };
  });
}

function sayListed({ kind, label, because }: Listed) {
  const { zh, en } = listedKind[kind];
  return words(`黑名单上的${zh}「${label}」：${because}`, `${en} “${label}” is on the blacklist: ${because}`);
}

/** Everybody around each entry: its owner, who helped or came by it, also what waits for a review, and who acts now. */
const circles = (asked: readonly Asked[]) => sql`
  asked as (
    select * from unnest(${asked.map(({ entryNo }) => entryNo)}::bigint[], ${asked.map(({ ownerNo }) => ownerNo)}::int[],
      ${asked.map(({ helperNo }) => helperNo)}::int[]) with ordinality as a (entry_no, owner_no, helper_no, place)
  ), circle as (
    select place, helper_no, owner_no as person_no from asked
    union select place, helper_no, helper_no from asked where helper_no is not null
    union select a.place, a.helper_no, p.helper_no from asked a join activities.progress p on p.entry_no = a.entry_no
      where p.helper_no is not null and p.amount > 0
    union select a.place, a.helper_no, i.person_no from asked a join activities.invite i on i.entry_no = a.entry_no
      where i.state not in ('refused', 'void')
    union select a.place, a.helper_no, s.helper_no from asked a join activities.suspect s on s.entry_no = a.entry_no
      where s.state = 'held' and s.helper_no is not null
  )`;

/** Of each kind the mark that most of them share; where somebody acts, of hers alone. */
async function readShared(ctx: Ctx, asked: readonly Asked[]): Promise<readonly Shared[]> {
  const { rows } = await sql<Shared>`
    with ${circles(asked)}, shared as (
      select c.place, m.kind, count(*)::int as people, min(m.shown) as shown,
        bool_or(c.helper_no is null or m.person_no = c.helper_no) as hers
      from circle c join activities.mark m on m.person_no = c.person_no group by c.place, m.kind, m.value
    )
    select distinct on (place, kind) place::int, kind, people, shown from shared where hers order by place, kind, people desc, shown
  `.execute(ctx.db);
  return rows;
}

/** The owner or who acts, by name or by a mark; at the reward, whoever of those around. */
async function readListed(ctx: Ctx, asked: readonly Asked[]): Promise<readonly Listed[]> {
  const { rows } = await sql<Listed>`
    with ${circles(asked)}, meant as (
      select c.place, c.person_no from circle c join asked a on a.place = c.place
      where c.helper_no is null or c.person_no in (c.helper_no, a.owner_no)
    )
    select distinct on (place) place::int, kind, label, because from (
      select m.place, l.kind, l.label, l.because, l.no from meant m join activities.listed l
        on l.kind = 'member' and l.value = m.person_no::text
      union all
      select m.place, l.kind, l.label, l.because, l.no from meant m join activities.mark k on k.person_no = m.person_no
        join activities.listed l on l.kind = k.kind and l.value = k.value
    ) as found order by place, (kind <> 'member'), no
  `.execute(ctx.db);
  return rows;
}

type Figures = Pick<RiskFacts, 'anHour' | 'backs'>;

/** Newcomers count by when they came, who helps by when she does: what is counted later for many at once was no rush. */
async function readFigures(ctx: Ctx, asked: readonly Asked[]): Promise<ReadonlyMap<number, Figures>> {
  const { rows } = await sql<Figures & { place: number }>`
    with ${circles(asked)}, coming as (
      select a.place, i.person_no, i.came_at as at from asked a join activities.invite i on i.entry_no = a.entry_no
        where i.state not in ('refused', 'void')
      union select a.place, p.helper_no, p.at from asked a join activities.progress p on p.entry_no = a.entry_no
        where p.helper_no is not null and p.amount > 0 and p.key like 'friend:%'
      union select a.place, s.helper_no, s.at from asked a join activities.suspect s on s.entry_no = a.entry_no
        where s.state = 'held' and s.subject = 'help'
      union select a.place, a.helper_no, ${ctx.now()}::timestamptz from asked a where a.helper_no is not null
        and not exists (select from activities.invite i where i.entry_no = a.entry_no and i.person_no = a.helper_no)
    ), hours as (
      select place, at, count(*) over (partition by place order by at range between interval '1 hour' preceding and current row) as many
      from coming
    )
    select a.place::int, (
      select coalesce(max(h.many), 0)::int from hours h
      where h.place = a.place and (a.helper_no is null or h.at > ${ctx.now()}::timestamptz - interval '1 hour')
    ) as an_hour, (
      select count(*)::int from activities.reward r join activities.entry e on e.no = r.entry_no
      where e.person_no = a.owner_no and r.state = 'taken_back' and r.settled_at > ${new Date(ctx.now().getTime() - BACKS_DAYS * DAY_MS)}
    ) as backs
    from asked a
  `.execute(ctx.db);
  return new Map(rows.map(({ place, ...figures }) => [place, figures]));
}
