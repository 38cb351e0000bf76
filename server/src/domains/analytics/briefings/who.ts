import type { Ctx } from '../../../platform/ctx.ts';

/** One reader of a briefing, by whom each issue goes out once. */
export const whoOfStaff = (operatorId: string): string => `staff:${operatorId}`;
export const whoOfMail = (ctx: Pick<Ctx, 'crypto'>, mail: string): string =>
  `mail:${ctx.crypto.blindIndex(mail.toLowerCase(), 'briefing.mail')}`;

/** What a sealed address is bound to. */
export const mailContext = (briefingId: string): string => `briefing.mail:${briefingId}`;

/** `l***@example.com`: enough to know one's own. */
export function maskedMail(mail: string): string {
  const [name = '', domain = ''] = mail.split('@');
  return `${name.slice(0, 1)}***@${domain}`;
}
