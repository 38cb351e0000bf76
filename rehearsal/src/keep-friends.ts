import { inTurns } from './in-turns.ts';
import type { Phone } from './phone.ts';
import { between, oneIn } from './traits.ts';

/** Of so many who have a member of staff one deletes her in the end, and of so many of these one finds her way back; of so many whom a mass message reached one deletes her there and then. Taste. */
const [TIRES, COMES_BACK, TIRES_OF_MASS] = [6, 2, 12];
/** Days after she came to the shop, and after she left. */
const [SOONEST, LATEST, AWAY] = [5, 24, 4];

type Known = {
  readonly shopper: { readonly wechatId: string; meetStaffAgain(): Promise<void> };
  readonly joinDay: number;
};

/** Who deletes her member of staff today, and who adds one again. No dice. */
export async function keepFriends(phone: Phone, day: number, known: readonly Known[]): Promise<void> {
  await inTurns(known, async ({ shopper, joinDay }) => {
    const { wechatId } = shopper;
    const parts = partsOn(wechatId, joinDay);
    if (parts === null) return;
    if (day === parts.on) await leave(phone, wechatId);
    if (day === parts.on + AWAY && parts.comesBack) await shopper.meetStaffAgain();
  });
}

/** The day on which she deletes whom she has, and whether she comes back; null: never. */
export function partsOn(
  wechatId: string,
  joinDay: number,
): { readonly on: number; readonly comesBack: boolean } | null {
  if (!oneIn(TIRES, wechatId, 'tires of staff')) return null;
  const on = joinDay + between(SOONEST, LATEST, wechatId, 'tires of staff on');
  return { on, comesBack: oneIn(COMES_BACK, wechatId, 'comes back to staff') };
}

/** Right after these of the staff sent something to many. No dice: somebody else each time. */
export async function tireOfMass(
  phone: Phone,
  { day, wrote }: { readonly day: number; readonly wrote: readonly string[] },
  known: readonly Known[],
): Promise<void> {
  if (wrote.length === 0) return;
  const tired = known.filter(({ shopper }) => oneIn(TIRES_OF_MASS, shopper.wechatId, `tires of mass ${day}`));
  await inTurns(tired, async ({ shopper }) => leave(phone, shopper.wechatId, wrote));
}

/** Whom she has had longest, of these or of all. */
async function leave(phone: Phone, wechatId: string, among: readonly string[] | null = null): Promise<void> {
  const first = (await phone.staffOf(wechatId)).find((userid) => among?.includes(userid) ?? true);
  if (first !== undefined) await phone.leaveStaff(wechatId, first);
}
