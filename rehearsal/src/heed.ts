import type { OpenMiniProgram } from './mini-program.ts';
import type { Phone } from './phone.ts';
import type { World } from './world.ts';

// What shoppers make of texts and of what staff send them. No dice: whatever else they do stays as it was.

/** Of a dozen one wants no more of them; of two others one follows the link in it. */
const [REFUSES, FOLLOWS] = [12, 2];
/** Of a card of goods that staff sent to many, one in so many looks at it. */
const LOOKS = 3;
/** Of those who gave their number one in so many has another a little later. */
const MOVES_ON = 13;

const numberOf = (wechatId: string): number => Number.parseInt(wechatId.slice(-2), 36);

export async function heedText({ phone, tally }: World, program: OpenMiniProgram, text: string): Promise<void> {
  const hers = numberOf(program.wechatId);
  if (hers % REFUSES === 0 && text.includes('拒收请回复')) return phone.answerText(program.wechatId, 'R');
  const link = /https?:\/\/[\w\-.:/]+/.exec(text)?.[0];
  if (link === undefined || hers % FOLLOWS !== 0) return;
  const page = await phone.followLink(link);
  if (page === null) return;
  await openMessage(program, page);
  tally.opened += 1;
}

/** Whether she opens it, which counts for the message that it came with. */
export async function looksAtCard(program: OpenMiniProgram, page: string): Promise<boolean> {
  if (!/[?&]m=\w/.test(page) || numberOf(program.wechatId) % LOOKS !== 0) return false;
  await openMessage(program, page);
  return true;
}

async function openMessage(program: OpenMiniProgram, page: string): Promise<void> {
  const id = /[?&]m=(\w+)/.exec(page)?.[1];
  if (id === undefined) return;
  await program.quietly(async () => program.ask('POST /api/shop/message-opens', { body: { id } }));
  program.track([{ name: 'page_view', page: page.split('?')[0] ?? page, props: { from: 'notice' } }]);
}

/** Nobody has the number any more that the shop knows: a text to it does not arrive. */
export async function giveNumberBack(phone: Phone, wechatId: string): Promise<void> {
  if (numberOf(wechatId) % MOVES_ON === 0) await phone.changeNumber(wechatId);
}
