import type { OpenMiniProgram } from './mini-program.ts';
import type { Phone } from './phone.ts';
import { oneIn } from './traits.ts';
import type { World } from './world.ts';

// What shoppers make of texts and of what staff send them. No dice: whatever else they do stays as it was.

/** Of a dozen one wants no more of them; of two others one follows the link in it. */
const [REFUSES, FOLLOWS] = [12, 2];
/** Of a card of goods that staff sent to many, one in so many looks at it, and one in so many of these buys. */
const [LOOKS, BUYS] = [3, 2];
/** Of those whom an account says something one in so many opens its link. */
const READS = 3;
/** How the card begins that a coupon from staff comes with; of so many who get one, one buys. */
const [STAFF_COUPON, USES_COUPON] = ['送你一张券', 2];
/** Of those who see what staff published, one in so many likes it, comments, and comes by its link; of so many who come, one buys. */
const [LIKES, COMMENTS, COMES, BUYS_THEN] = [3, 7, 4, 2];
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

/** What her own member of staff sends: a coupon, or a card of goods, which she may open. Answers whether she buys for it. */
export async function heedStaff(
  { tally }: World,
  program: OpenMiniProgram,
  { title, page }: { readonly title: string; readonly page: string },
): Promise<boolean> {
  const { wechatId } = program;
  const uses = title.startsWith(STAFF_COUPON) && oneIn(USES_COUPON, wechatId, 'uses coupons of staff');
  if (!uses && !(await looksAtCard(program, page))) return false;
  tally.opened += 1;
  return uses || oneIn(BUYS, wechatId, 'buys by cards of staff');
}

/** Whether she opens it, which counts for the message that it came with. */
async function looksAtCard(program: OpenMiniProgram, page: string): Promise<boolean> {
  if (!/[?&]m=\w/.test(page) || !looksAtCards(program.wechatId)) return false;
  await openMessage(program, page);
  return true;
}

export const looksAtCards = (wechatId: string): boolean => oneIn(LOOKS, wechatId, 'looks at cards of staff');

/** What an account said to all who follow it: she may look, and buy for it. */
export async function heedBroadcast({ tally }: World, program: OpenMiniProgram, page: string): Promise<boolean> {
  const { wechatId } = program;
  if (!oneIn(READS, wechatId, 'reads broadcasts')) return false;
  await openMessage(program, page);
  tally.opened += 1;
  return oneIn(BUYS, wechatId, 'buys by broadcasts');
}

/** What she does with what staff published to her last. Answers whether she buys for it. */
export async function heedMoment(phone: Phone, program: OpenMiniProgram): Promise<boolean> {
  const { wechatId } = program;
  const id = await phone.seeMoment(wechatId, doesWithMoments(wechatId));
  if (id === null || !oneIn(COMES, wechatId, 'comes by moments')) return false;
  await program.quietly(async () => program.ask('POST /api/shop/moment-opens', { body: { id } }));
  return oneIn(BUYS_THEN, wechatId, 'buys by moments');
}

export function doesWithMoments(wechatId: string): 'like' | 'comment' | 'nothing' {
  if (oneIn(LIKES, wechatId, 'likes moments')) return 'like';
  return oneIn(COMMENTS, wechatId, 'comments on moments') ? 'comment' : 'nothing';
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
