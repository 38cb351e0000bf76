import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type BenefitKinds, benefitItem, grant, ledger, revokeGiven } from '../../benefits/index.ts';
import { type Ladder, type Level, levelOf } from './level.ts';
import type { Move } from './look-again.ts';

type Reached = { readonly memberId: string; readonly personNo: number; readonly level: Level; readonly key: string };

/** Whoever rose gets what is given for each level that she passed, once a level, whatever happened before. */
export async function giveForLevels(
  ctx: Ctx,
  kinds: BenefitKinds,
  ladder: Ladder,
  moves: readonly Move[],
): Promise<void> {
  const reached = moves.flatMap(({ from, to: { memberId, personNo, held } }): Reached[] => {
    const floor = levelOf(ladder, from.held?.levelId ?? null)?.growth ?? 0;
    const top = levelOf(ladder, held?.levelId ?? null)?.growth ?? 0;
    const passed = ladder.filter(({ growth, gift }) => gift !== null && growth > floor && growth <= top);
    const at = held?.earnedAt.getTime() ?? 0;
    return passed.map((level) => ({ memberId, personNo, level, key: `level:${level.id}:${memberId}:${at}` }));
  });
  const fresh = await noteGifts(ctx, reached);
  if (fresh.length === 0) return;
  await grant(ctx, kinds, {
    grants: fresh.map(({ memberId, personNo, level, key }) => ({
      memberId,
      personNo,
      package: [benefitItem(kinds, level.gift ?? '')],
      because: {
        kind: 'level',
        id: level.id,
        label: words(`升级礼：${level.name}`, `Reached the level: ${level.name}`),
        said: words(`升级到${level.name}`, `You reached ${level.name}`).zh,
      },
      key,
    })),
  });
}

/** A level that was reached by what was given back was never reached: its gift goes, unless it is used; then it was hers. */
export async function takeBackForLevels(
  ctx: Ctx,
  kinds: BenefitKinds,
  ladder: Ladder,
  moves: readonly Move[],
): Promise<void> {
  const lost = moves.flatMap(({ from, to }) => {
    const [was, is] = [levelOf(ladder, from.held?.levelId ?? null), levelOf(ladder, to.held?.levelId ?? null)];
    if (was === undefined || was.growth <= (is?.growth ?? 0)) return [];
    const since = from.held?.before ? levelOf(ladder, from.held.before.levelId)?.growth : 0;
    const above = Math.max(is?.growth ?? 0, since ?? 0);
    return ladder
      .filter(({ growth }) => growth > above && growth <= was.growth)
      .map(({ id }) => ({ memberId: to.memberId, levelId: id }));
  });
  const given = await notedGifts(ctx, lost);
  if (given.length === 0) return;
  const because = {
    kind: 'level',
    id: 'level',
    label: words('升级的订单已退款', 'The order that raised her came back'),
  };
  await revokeGiven(ctx, kinds, { keyPrefixes: given, because });
  const used = await ledger.usedKeys(ctx, given);
  await sql`
    delete from loyalty.level_gift where key = any(${given.filter((key) => !used.has(key))}::text[])
  `.execute(ctx.db);
}

/** Answers those who had not been given it before. */
async function noteGifts(ctx: Ctx, reached: readonly Reached[]): Promise<readonly Reached[]> {
  if (reached.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    insert into loyalty.level_gift (member_id, level_id, key)
    select * from unnest(${reached.map((r) => r.memberId)}::text[], ${reached.map((r) => r.level.id)}::text[],
      ${reached.map((r) => r.key)}::text[])
    on conflict do nothing returning key
  `.execute(ctx.db);
  const fresh = new Set(rows.map(({ key }) => key));
  return reached.filter(({ key }) => fresh.has(key));
}

async function notedGifts(
  ctx: Ctx,
  lost: readonly { readonly memberId: string; readonly levelId: string }[],
): Promise<readonly string[]> {
  if (lost.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    select g.key from unnest(${lost.map((l) => l.memberId)}::text[], ${lost.map((l) => l.levelId)}::text[]) as l (member_id, level_id)
    join loyalty.level_gift g using (member_id, level_id)
  `.execute(ctx.db);
  return rows.map(({ key }) => key);
}
