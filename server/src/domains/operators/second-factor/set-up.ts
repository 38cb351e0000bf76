import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { operatorErrors } from '../errors.ts';
import { isPassword } from '../password.ts';
import { deleteSessionsOf, findOperator, findPasswordHash, roomTime } from '../queries.ts';
import { newRecoveryCodes } from './recovery.ts';
import { dueAt, secondFactorRules } from './rules.ts';
import { openSecret, sealSecret, type Taken, takeCode } from './take-code.ts';
import { addressOf, newSecret, readCode } from './totp.ts';

export type SecondFactor = {
  readonly on: boolean;
  readonly since: string | null;
  readonly recoveryCodesLeft: number;
  /** From when on nothing else can be done without one; null where the role needs none. */
  readonly dueAt: string | null;
};

export async function readSecondFactor(ctx: Ctx, operatorId: string): Promise<SecondFactor> {
  const { rows } = await sql<{ confirmedAt: Date | null; codes: number }>`
    select f.confirmed_at, (
      select count(*) from operators.recovery_code c where c.operator_id = o.id and c.used_at is null
    )::int as codes
    from operators.operator o left join operators.second_factor f on f.operator_id = o.id where o.id = ${operatorId}
  `.execute(ctx.db);
  const account = await findOperator(ctx, operatorId);
  const due = account === null ? null : dueAt(await getSetting(ctx, secondFactorRules), account);
  const { confirmedAt = null, codes = 0 } = rows[0] ?? {};
  return {
    on: confirmedAt !== null,
    since: confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: codes,
    dueAt: due?.toISOString() ?? null,
  };
}

/**
 * A new secret, told to her phone and to nobody else. What works already goes on working until the new one has shown its first code: who
 * closes the page half-way is locked out of nothing. Throws `operators.wrong_own_password`, and what a wrong code throws.
 */
export async function beginSetUp(
  ctx: Ctx,
  operatorId: string,
  proof: { readonly password: string; readonly code?: string },
): Promise<{ secret: string; address: string }> {
  const login = await mustBeHers(ctx, operatorId, proof.password);
  if (await isOn(ctx, operatorId)) await mustTake(ctx, operatorId, proof.code ?? '');
  const [secret, shop] = [newSecret(), await getSetting(ctx, shopSettings)];
  await sql`
    insert into operators.second_factor (operator_id, pending) values (${operatorId}, ${sealSecret(ctx, operatorId, secret)})
    on conflict (operator_id) do update set pending = excluded.pending
  `.execute(ctx.db);
  return { secret, address: addressOf(secret, { shop: shop.name, login }) };
}

/** By its first code the new secret takes its place; every other session of hers ends. Answers the recovery codes, this once. */
export async function confirmSetUp(
  ctx: Ctx,
  operatorId: string,
  given: { readonly code: string; readonly tokenHash: string },
): Promise<{ recoveryCodes: string[] }> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ pending: string | null; at: Date }>`
      select pending, ${roomTime(ctx)} as at from operators.second_factor where operator_id = ${operatorId} for update
    `.execute(ctx.db);
    const [row] = rows;
    if (!row?.pending) throw operatorErrors.error('set_up_not_begun');
    const read = readCode(openSecret(ctx, operatorId, row.pending), given.code.replace(/\s/g, ''), row.at.getTime());
    if (read.kind === 'skewed') throw operatorErrors.error('code_skewed', { minutes: read.minutes });
    if (read.kind === 'wrong') throw operatorErrors.error('wrong_code');
    await sql`
      update operators.second_factor set secret = pending, pending = null, confirmed_at = ${ctx.now()}, last_step = ${read.step},
        wrong = 0, locked_until = null
      where operator_id = ${operatorId}
    `.execute(ctx.db);
    await deleteSessionsOf(ctx, operatorId, given.tokenHash);
    return { recoveryCodes: await newRecoveryCodes(ctx, operatorId) };
  });
}

/** Ten others; those from before are good for nothing. */
export async function renewRecoveryCodes(
  ctx: Ctx,
  operatorId: string,
  code: string,
): Promise<{ recoveryCodes: string[] }> {
  if (!(await isOn(ctx, operatorId))) throw operatorErrors.error('set_up_not_begun');
  await mustTake(ctx, operatorId, code);
  return inTransaction(ctx, async (ctx) => ({ recoveryCodes: await newRecoveryCodes(ctx, operatorId) }));
}

/** Her own goes away, by password and code, unless her role needs one. */
export async function removeSecondFactor(
  ctx: Ctx,
  operatorId: string,
  proof: { readonly password: string; readonly code: string },
): Promise<void> {
  await mustBeHers(ctx, operatorId, proof.password);
  if ((await readSecondFactor(ctx, operatorId)).dueAt !== null)
    throw operatorErrors.error('second_factor_needed_by_role');
  if (await isOn(ctx, operatorId)) await mustTake(ctx, operatorId, proof.code);
  await forgetSecondFactor(ctx, operatorId);
}

export async function forgetSecondFactor(ctx: Ctx, operatorId: string): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    await sql`delete from operators.recovery_code where operator_id = ${operatorId}`.execute(ctx.db);
    const { rows } = await sql`
      delete from operators.second_factor where operator_id = ${operatorId} returning 1
    `.execute(ctx.db);
    return rows.length > 0;
  });
}

async function isOn(ctx: Ctx, operatorId: string): Promise<boolean> {
  return (await findOperator(ctx, operatorId))?.secondFactor ?? false;
}

/** Whoever sits at an open page is not yet the one whose page it is. */
async function mustBeHers(ctx: Ctx, operatorId: string, password: string): Promise<string> {
  const account = await findPasswordHash(ctx, operatorId);
  if (account === null || !(await isPassword(account.passwordHash, password)))
    throw operatorErrors.error('wrong_own_password');
  return account.login;
}

async function mustTake(ctx: Ctx, operatorId: string, code: string): Promise<void> {
  const taken = await takeCode(ctx, operatorId, code);
  if (taken.kind !== 'taken') throw codeRefusal(taken);
}

/** What a code that is not taken is answered. */
export function codeRefusal(taken: Exclude<Taken, { readonly kind: 'taken' }>) {
  return operatorErrors.error(taken.kind, 'minutes' in taken ? { minutes: taken.minutes } : undefined);
}
