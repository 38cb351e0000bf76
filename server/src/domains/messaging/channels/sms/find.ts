import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { accounts } from '../../../members/index.ts';
import type { Asked, Found, Variables } from '../../channel.ts';
import { readContents } from '../../content-store.ts';
import { builtIn } from '../../template.ts';
import { readSetup } from './account.ts';
import { readRefusals } from './refusals.ts';
import { hashOf, isUsed, LINK_LENGTH, LINK_LETTERS, reviewedText } from './text.ts';

/** Her number, with what must be known to write to it: under which approved text, whether she wants promotions, which link is hers. */
export async function findPhones(ctx: Ctx, asked: readonly Asked[]): Promise<ReadonlyMap<string, readonly Found[]>> {
  const setup = await readSetup(ctx);
  if (setup === null) return new Map(asked.map(({ id }) => [id, [{ address: '' }]]));
  const phones = await accounts.phonesOf(
    ctx,
    asked.map(({ personNo }) => personNo),
  );
  const refused = await readRefusals(
    ctx,
    [...phones.values()].map(({ key }) => key),
  );
  const texts = await readTexts(ctx, setup, new Set(asked.map(({ templateKey }) => templateKey)));
  return new Map(
    asked.flatMap(({ id, personNo, templateKey }) => {
      const phone = phones.get(personNo);
      if (!phone) return [];
      const { vendor, account } = setup;
      const unsubscribed = builtIn(templateKey)?.kind === 'marketing' && refused.has(phone.key);
      const link = linkOf(ctx, id);
      const more: Variables = {
        ...{ vendor: vendor.name, sign: account.signName, phoneKey: phone.key, link },
        url: `${ctx.config.publicUrl}/s/${link}`,
        ...(unsubscribed ? { unsubscribed: 'yes' } : {}),
        ...texts.get(templateKey),
      };
      return [[id, [{ address: phone.plain, more }]] as const];
    }),
  );
}

async function readTexts(
  ctx: Ctx,
  { vendor, account }: NonNullable<Awaited<ReturnType<typeof readSetup>>>,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Variables>> {
  const contents = await readContents(ctx);
  const wanted = [...keys].flatMap((key) => {
    const template = builtIn(key);
    const values = contents.of(key, 'sms');
    if (!template || !values || !isUsed(values)) return [];
    const text = reviewedText(vendor, { template, values }, ctx.config.publicUrl);
    return [{ key, hash: hashOf(vendor, account.signName, template, text) }];
  });
  const { rows } = await sql<{ hash: string; code: string }>`
    select hash, code from messaging.sms_text where state = 'approved' and hash = any(${wanted.map(({ hash }) => hash)}::text[])
  `.execute(ctx.db);
  const codes = new Map(rows.map(({ hash, code }) => [hash, code]));
  return new Map(
    wanted.map(({ key, hash }) => {
      const code = codes.get(hash);
      return [key, { used: 'yes', ...(code === undefined ? {} : { code }) }];
    }),
  );
}

/** A message has one link, the same however often it is looked at; nobody guesses that of another. */
function linkOf(ctx: Ctx, messageId: string): string {
  let rest = BigInt(`0x${ctx.crypto.blindIndex(messageId, 'messaging.sms:link')}`);
  let code = '';
  const base = BigInt(LINK_LETTERS.length);
  while (code.length < LINK_LENGTH) {
    code += LINK_LETTERS[Number(rest % base)] ?? '';
    rest /= base;
  }
  return code;
}
