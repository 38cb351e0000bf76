import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Channel } from './channel.ts';

/** Which consent a message uses up: hers, for this template on this channel, to this account of hers. */
export type Token = {
  readonly personNo: number;
  readonly channel: string;
  /** Number of the account; 0 where the channel knows none. */
  readonly account: number;
  readonly templateKey: string;
};

export type Consents = {
  of(token: Token): { readonly remaining: number; readonly refused: boolean };
  use(token: Token): void;
};

export function needsToken(channel: Pick<Channel, 'limits'> | undefined): boolean {
  return channel?.limits.some((limit) => limit.kind === 'token') ?? false;
}

/** What these persons still allow, locked until the commit; counted down while a batch is judged. */
export async function lockConsents(ctx: Ctx, personNos: readonly number[]): Promise<Consents> {
  const { rows } = await sql<Token & { remaining: number; refused: boolean }>`
    select person_no, channel, account, template_key, remaining, refused from messaging.consent
    where person_no = any(${[...new Set(personNos)]}::int[])
    order by person_no, channel, account, template_key for update
  `.execute(ctx.db);
  const byKey = new Map(rows.map((row) => [keyOf(row), { remaining: row.remaining, refused: row.refused }]));
  const of = (token: Token) => byKey.get(keyOf(token)) ?? { remaining: 0, refused: false };
  return {
    of,
    use: (token) => void byKey.set(keyOf(token), { ...of(token), remaining: Math.max(0, of(token).remaining - 1) }),
  };
}

/** Use consents up, or give back those of messages that never arrived; one statement. */
export async function countTokens(ctx: Ctx, tokens: readonly Token[], by: 1 | -1): Promise<void> {
  if (tokens.length === 0) return;
  await sql`
    update messaging.consent c set remaining = greatest(0, c.remaining + ${by} * given.count), updated_at = ${ctx.now()}
    from (
      select person_no, channel, account, template_key, count(*)::int as count from ${asRows(tokens)} group by 1, 2, 3, 4
    ) as given
    where c.person_no = given.person_no and c.channel = given.channel and c.account = given.account
      and c.template_key = given.template_key
  `.execute(ctx.db);
}

/** The platform says there is nothing left: our own count was wrong, so it starts again from zero. */
export async function dropTokens(ctx: Ctx, tokens: readonly Token[]): Promise<void> {
  if (tokens.length === 0) return;
  await sql`
    update messaging.consent c set remaining = 0, updated_at = ${ctx.now()} from ${asRows(tokens)}
    where c.person_no = t.person_no and c.channel = t.channel and c.account = t.account and c.template_key = t.template_key
  `.execute(ctx.db);
}

function asRows(tokens: readonly Token[]) {
  return sql`unnest(
    ${tokens.map((t) => t.personNo)}::int[], ${tokens.map((t) => t.channel)}::text[],
    ${tokens.map((t) => t.account)}::int[], ${tokens.map((t) => t.templateKey)}::text[]
  ) as t (person_no, channel, account, template_key)`;
}

function keyOf({ personNo, channel, account, templateKey }: Token): string {
  return `${personNo} ${channel} ${account} ${templateKey}`;
}
