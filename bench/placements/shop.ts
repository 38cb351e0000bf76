import { sql } from 'kysely';
import { signToken } from '../../server/src/domains/members/session.ts';
import { placementValues } from '../../server/src/domains/placements/testing.ts';
import { benchCtx } from '../orders/serve.ts';

const MEMBERS = 1_000_000;
const PLACEMENTS = 12;
/** So many of them open the page, each for the first time or not. */
const OPENERS = 5_000;

/** Members, a third of whom have a phone, and what each has met of twelve placements. Answers sessions of those who come. */
export async function fillPlacements(databaseUrl: string, members = MEMBERS): Promise<readonly string[]> {
  const ctx = benchCtx(databaseUrl);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_opens_' || n, '会员', 'opens', now() from generate_series(1, ${members}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select 'wxbench', 'o' || m.id, m.id, now(), now() from members.member m where m.source = 'opens' and m.person_no % ${Math.max(1, members / OPENERS)}::int = 0
  `.execute(ctx.db);
  for (let n = 0; n < PLACEMENTS; n += 1) {
    const { name, ...rest } = placementValues(valuesOf(n));
    const values = { ...rest, name: `${name} ${n}` };
    await sql`
      insert into placements.placement (id, name, kind, pages, state, priority, values, created_at)
      values (${`plc_bench_${n}`}, ${values.name}, ${String(valuesOf(n).kind)}, '{home}', 'live', ${100 - n},
        ${JSON.stringify(values)}::jsonb, now())
    `.execute(ctx.db);
  }
  // Each has met two of them, so that there are two million rows.
  await sql`
    insert into placements.met (placement_no, person_no, version, treated, tester, met_at, shown, day, on_day)
    select p.no, m.person_no, 1, m.person_no % 10 <> 0, false, now() - interval '3 days', 1, current_date - 3, 1
    from members.member m join placements.placement p on (m.person_no + p.no) % 6 = 0 where m.source = 'opens'
  `.execute(ctx.db);
  await sql`vacuum analyze`.execute(ctx.db);
  const { rows } = await sql<{ no: number }>`
    select a.no from members.account a join members.member m on m.id = a.member_id where m.source = 'opens'
  `.execute(ctx.db);
  await sql`update placements.stamp set stamp = stamp + 1`.execute(ctx.db);
  await ctx.db.destroy();
  return rows.map(({ no }) => signToken(ctx, no).token);
}

/** Pop-ups, slots and an icon; two thirds of them for some people only. */
function valuesOf(n: number) {
  const kind = (['popup', 'banner', 'banner', 'floating'] as const)[n % 4] ?? 'banner';
  const whom =
    n % 3 === 0 ? { for: 'everybody' } : n % 3 === 1 ? { for: 'newcomers' } : { for: 'some', who: HAS_PHONE };
  return { kind, ...whom, pace: 'daily', times: 1, holdout: 10 };
}

const HAS_PHONE = { kind: 'has_phone', values: {} };

type Opening = { readonly method: 'GET'; readonly path: string; readonly headers: { readonly authorization: string } };

export function someoneOpens(tokens: readonly string[]): () => Opening {
  let turn = 0;
  return () => {
    turn += 1;
    const authorization = `Bearer ${tokens[(turn * 7919) % tokens.length]}`;
    return { method: 'GET', path: '/api/shop/placements?page=home', headers: { authorization } };
  };
}
