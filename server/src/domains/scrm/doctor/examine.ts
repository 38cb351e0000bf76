import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmDoctorContract } from '@huoshui/contracts/scrm-doctor';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { probeOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { scrmErrors } from '../errors.ts';
import { bad, type Check, type Finding, type Patient } from './check.ts';
import { app, callable, token, trustedIp, visibleRange } from './checks/app.ts';
import { echo, pushes } from './checks/callbacks.ts';
import { domain, miniProgram, tickets, unionid } from './checks/pages.ts';
import { realName, receivers } from './checks/staff.ts';

type Checkup = RouteOut<(typeof scrmDoctorContract)['GET /api/admin/wecom/checkup']>;
type Shown = Checkup['findings'][number];

/** In the order in which one is needed for the next. */
const checks: readonly Check[] = [
  ...[token, trustedIp, app, visibleRange, callable, receivers, realName],
  ...[echo, pushes, tickets, domain, miniProgram, unionid],
];

/** Asks WeCom for each prerequisite as things stand now, and keeps what was found. Outside of a transaction. */
export async function examine(ctx: Ctx): Promise<Checkup> {
  const found = await probeOf(ctx);
  if (found === null) throw scrmErrors.error('no_corp');
  const findings: Shown[] = [];
  const well = new Set<string>();
  for (const one of checks) {
    const missing = one.after.find((key) => !well.has(key));
    const finding = missing === undefined ? await look(one, { ctx, ...found }) : waitsFor(missing);
    if (finding.state === 'good') well.add(one.key);
    findings.push({ key: one.key, words: one.words, ...finding });
  }
  await sql`update scrm.corp set checkup = ${JSON.stringify(findings)}::jsonb, checked_at = ${ctx.now()}`.execute(
    ctx.db,
  );
  return readCheckup(ctx);
}

async function look(one: Check, patient: Patient): Promise<Finding> {
  try {
    return await one.look(patient);
  } catch (error) {
    if (!(error instanceof WechatError) && !(error instanceof WechatUnreachable)) throw error;
    const said =
      error instanceof WechatError
        ? words(`企业微信返回 ${error.errcode}`, `WeCom answered ${error.errcode}`)
        : words('企业微信没有应答', 'WeCom gave no answer');
    return bad(said, saidOf(error));
  }
}

function waitsFor(key: string): Finding {
  const name = checks.find((one) => one.key === key)?.words ?? words(key, key);
  return {
    state: 'unsure',
    says: words(`先解决「${name.zh}」`, `“${name.en}” has to be well first`),
    mend: null,
  };
}

/** What the last check found. */
export async function readCheckup(ctx: Ctx): Promise<Checkup> {
  const { rows } = await sql<{ checkup: Shown[] | null; checkedAt: Date | null }>`
    select checkup, checked_at from scrm.corp where id = 1
  `.execute(ctx.db);
  const [row] = rows;
  return { connected: row !== undefined, findings: row?.checkup ?? [], at: row?.checkedAt?.toISOString() ?? null };
}
