import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { findByPersonNo } from '../members/index.ts';
import { holdoutBucket, quarterOf } from './circumstances.ts';
import { judge, type Reason, windowsOf } from './gate.ts';
import { governanceSetting } from './governance.ts';
import { builtIn } from './template.ts';

/** A message that would have been asked for in the past. */
export type PastMessage = { readonly personNo: number; readonly template: string; readonly at: Date };

const AT_ONCE = 5000;

/**
 * What the gate would have said of messages in the past, by the rules and blocks of today and by what these messages alone
 * would have used up; null: it lets it go, at once or when quiet hours are over. What a channel would have said is not asked:
 * consents of then are used up. By few statements, whatever their number; nothing is written.
 */
export async function judgePast(ctx: Ctx, messages: readonly PastMessage[]): Promise<readonly (Reason | null)[]> {
  const rules = await getSetting(ctx, governanceSetting);
  const enabled = await enabledTemplates(ctx);
  const blocked = await blockedAmong(ctx, [...new Set(messages.map(({ personNo }) => personNo))]);
  const used = new Map<string, number>();
  const said = new Map<PastMessage, Reason | null>();
  for (const message of [...messages].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    const { personNo, template, at } = message;
    const windows = windowsOf(at);
    const of = (window: string) => used.get(`${personNo} ${window}`) ?? 0;
    const kind = builtIn(template)?.kind ?? 'marketing';
    const verdict = judge(
      {
        kind,
        noLonger: null,
        answers: [{ channel: '', may: 'ok', until: null, roomAt: null }],
        blocked: blocked.has(personNo),
        enabled: enabled.has(template),
        bucket: holdoutBucket(personNo, quarterOf(at)),
        used: { day: of(windows.day), week: of(windows.week), month: of(windows.month) },
        roomAt: null,
        again: false,
      },
      rules,
      at,
    );
    said.set(message, verdict.verdict === 'suppress' ? verdict.reason : null);
    if (verdict.verdict === 'suppress' || kind !== 'marketing') continue;
    for (const window of Object.values(windows)) used.set(`${personNo} ${window}`, of(window) + 1);
  }
  return messages.map((message) => said.get(message) ?? null);
}

async function enabledTemplates(ctx: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`select key from messaging.template where enabled`.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

async function blockedAmong(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let from = 0; from < personNos.length; from += AT_ONCE) {
    const members = await findByPersonNo(ctx, personNos.slice(from, from + AT_ONCE));
    for (const [personNo, member] of members) if (member.blocked) found.add(personNo);
  }
  return found;
}
