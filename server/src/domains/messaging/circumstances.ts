import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findByPersonNo } from '../members/index.ts';
import { type Channel, channelNamed, type Found } from './channel.ts';
import { type Contents, readContents } from './content-store.ts';
import type { Due } from './due.ts';
import type { Verdict } from './gate.ts';
import { createPace, type Pace, readChannelPace, readShopPace, type ShopRules, unused } from './pace.ts';
import { capKey, capsOf, channelUses, countUses, lockQuotas, type Quotas, shopUses, type Use } from './quota.ts';
import { type Consents, countTokens, lockConsents, needsToken, type Token } from './tokens.ts';

/**
 * All that is known when a batch is judged, read set by set and locked where it is counted. `take` counts each verdict on,
 * so that the next message of the same person, or of the same second, sees it; `save` writes that down by a few statements.
 */
export type Circumstances = {
  readonly contents: Contents;
  readonly quotas: Quotas;
  readonly consents: Consents;
  readonly shopPace: Pace;
  blocked(due: Due): boolean;
  enabled(due: Due): boolean;
  bucket(due: Due): number;
  found(channel: string, due: Due): readonly Found[];
  pace(channel: string): Pace | null;
  take(due: Due, verdict: Verdict): void;
  save(ctx: Ctx): Promise<void>;
};

export async function readCircumstances(
  ctx: Ctx,
  channels: readonly Channel[],
  dues: readonly Due[],
  rules: ShopRules,
): Promise<Circumstances> {
  const now = ctx.now();
  const personNos = dues.map((d) => d.personNo);
  const wanted = channels.filter(({ name }) => dues.some((d) => d.channels.includes(name)));
  const members = await findByPersonNo(ctx, personNos);
  const found = await findRecipients(ctx, wanted, dues);
  const consents = await lockConsents(ctx, wanted.some(needsToken) ? personNos : []);
  const quotas = await lockQuotas(ctx, usesAtStake(wanted, dues, now));
  const enabled = await enabledTemplates(ctx);
  const contents = await readContents(ctx);
  // Service messages wait for no room: a batch of them alone does not ask how much there is.
  const paced = dues.some(({ kind }) => kind === 'marketing');
  const shopPace = paced ? await readShopPace(ctx, rules) : createPace(now, unused(rules.rate));
  const paces = await readPaces(ctx, wanted);
  const quarter = quarterOf(now);
  const uses: Use[] = [];
  const tokens: Token[] = [];
  return {
    contents,
    quotas,
    consents,
    shopPace,
    blocked: (due) => members.get(due.personNo)?.blocked ?? true,
    enabled: (due) => enabled.has(due.templateKey),
    // A tester is on no side: she gets everything.
    bucket: (due) => (members.get(due.personNo)?.tester ? 100 : holdoutBucket(due.personNo, quarter)),
    found: (channel, due) => found.get(channel)?.get(due.id) ?? [],
    pace: (channel) => paces.get(channel) ?? null,
    take: (due, verdict) => {
      const channel = channelNamed(channels, verdict.channel);
      const pacing = [paces.get(verdict.channel), due.kind === 'marketing' ? shopPace : undefined];
      if (verdict.verdict === 'defer' && verdict.reason === 'rate') for (const pace of pacing) pace?.waits();
      if (verdict.verdict !== 'send') return;
      for (const pace of pacing) pace?.sent();
      const used = usesOf(channel, due, now);
      quotas.add(used);
      uses.push(...used);
      const token = tokenOf(channel, due, verdict.account?.no);
      if (token) consents.use(token);
      if (token) tokens.push(token);
    },
    save: async (ctx) => {
      await countUses(ctx, uses, 1);
      await countTokens(ctx, tokens, -1);
    },
  };
}

type Limited = Pick<Channel, 'name' | 'limits'>;
type Counted = Pick<Due, 'kind' | 'personNo' | 'templateKey'>;

/** What a message counts in when it goes by this channel. */
export function usesOf(channel: Limited | undefined, message: Counted, at: Date): readonly Use[] {
  const own = message.kind === 'marketing' ? shopUses(message.personNo, at) : [];
  return [...own, ...channelUses(channel, message.personNo, at)];
}

/** The consent it uses up, if the channel asks for one: hers for the account that it goes to, 0 where there are none. */
export function tokenOf(channel: Limited | undefined, { personNo, templateKey }: Counted, account = 0): Token | null {
  return channel && needsToken(channel) ? { personNo, channel: channel.name, account, templateKey } : null;
}

function usesAtStake(wanted: readonly Channel[], dues: readonly Due[], now: Date): readonly Use[] {
  const capped = wanted.flatMap((channel) => capsOf(channel).map(({ per }) => capKey(channel.name, per, now)));
  return dues.flatMap(({ kind, personNo }) => [
    ...(kind === 'marketing' ? shopUses(personNo, now) : []),
    ...capped.map((windowKey) => ({ personNo, windowKey })),
  ]);
}

async function findRecipients(ctx: Ctx, wanted: readonly Channel[], dues: readonly Due[]) {
  const found = new Map<string, ReadonlyMap<string, readonly Found[]>>();
  for (const channel of wanted)
    found.set(
      channel.name,
      await channel.find(
        ctx,
        dues.filter((d) => d.channels.includes(channel.name)),
      ),
    );
  return found;
}

async function readPaces(ctx: Ctx, wanted: readonly Channel[]): Promise<ReadonlyMap<string, Pace>> {
  const paces = new Map<string, Pace>();
  for (const { name, limits } of wanted)
    for (const limit of limits)
      if (limit.kind === 'rate') paces.set(name, await readChannelPace(ctx, name, limit.perSecond));
  return paces;
}

async function enabledTemplates(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select key from messaging.template where enabled`.execute(ctx.db);
  return new Set(rows.map((r) => r.key));
}

/** The same person stays on the same side for a quarter, then the sides are drawn anew. */
export function holdoutBucket(personNo: number, quarter: string): number {
  return createHash('sha256').update(`global-holdout ${quarter} ${personNo}`).digest().readUInt32BE(0) % 100;
}

export function quarterOf(now: Date): string {
  const day = shanghaiDay(now);
  return `${day.slice(0, 4)}Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}
