import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import type { Channel, Composition, Content, Recipient, Variables } from '../../channel.ts';
import { fill, textIn, unfit } from '../../fill.ts';
import { prepareAccount, smsForm } from './account.ts';
import { askCarrier } from './ask-carrier.ts';
import { findPhones } from './find.ts';
import { onPushed } from './on-pushed.ts';
import { remarksOn } from './remarks.ts';
import { enrolAll, enrolText, reviewTexts } from './review.ts';
import { smsRoutes } from './routes.ts';
import { sendTexts } from './send.ts';
import { fillText, hasLink, isUsed, smsFields } from './text.ts';
import { smsVendors, vendorNamed } from './vendors.ts';
import { mountSmsWeb } from './web.ts';

const [usual] = smsVendors;

/** 短信: to the number she gave, at a price a piece, in words that the vendor has approved. */
export const sms: Channel = {
  name: 'sms',
  words: channel.sms,
  seen: words('点开短信里的链接、进入小程序时', 'When she enters the mini program by the link in it'),
  arrived: sql<boolean>`exists (select from messaging.sms_message m where m.id = o.id and m.state = 'delivered')`,
  // What one costs is said with what became of it: it hangs on its length and on the shop's contract.
  cost: 0,
  limits: usual?.limits ?? [],
  atOnce: 16,
  fields: smsFields,
  problem: ({ template, values }) => {
    const objection = isUsed(values) ? usual?.objection(template.kind, textIn(values, 'text')) : null;
    return objection ? { at: 'text', words: objection } : null;
  },
  find: findPhones,
  may: ({ address, more }) => {
    if (more.vendor === undefined) return 'no_channel';
    if (address === null) return 'no_address';
    if (more.unsubscribed === 'yes') return 'unsubscribed';
    return more.used === 'yes' && more.code === undefined ? 'not_approved' : 'ok';
  },
  compose,
  send: sendTexts,
  written: enrolText,
  remarks: remarksOn,
  mounts: {
    routes: smsRoutes,
    sweeps: [reviewTexts, askCarrier],
    forms: { 'messaging.sms': smsForm },
    callbacks: { sms: onPushed },
    web: mountSmsWeb,
    prepare: async (ctx) => {
      await prepareAccount(ctx);
      await enrolAll(ctx);
    },
  },
};

function compose(content: Content, variables: Variables, { more }: Recipient): Composition {
  const { template, values } = content;
  const vendor = vendorNamed(more.vendor ?? '') ?? usual;
  if (!vendor || !isUsed(values)) return unfit('use', words('没有打开短信', 'Texts are not switched on for it'));
  const filled = fillText(vendor, content, variables, more.url ?? 'https://…/s/…');
  if (!filled.ok) return filled;
  const text = `【${more.sign ?? '…'}】${filled.text}`;
  return {
    ok: true,
    composed: {
      title: fill(template.title, variables),
      lines: [{ label: null, text }],
      page: hasLink(values) ? fill(textIn(values, 'page') || 'home/pages/home', variables) : '',
      data: { ...filled.values, ...(more.link && hasLink(values) ? { link: more.link } : {}) },
    },
  };
}
