import type { OpenMiniProgram } from './mini-program.ts';
import type { World } from './world.ts';

/** So many of a hundred shoppers open what friends play; the first of these take part, the others help whoever asked last. */
const PLAY = 9;
const TAKE_PART = 3;
/** These after them draw, once a visit, while they have a chance. */
const DRAW = 18;
/** Of so many newcomers one comes by an invitation, and of these so many by the one who orders for herself under many names. */
const INVITED = 3;
const BY_THE_RING = 9;
/** Of so many newcomers one comes by a poster on which a friend shows her member of staff. */
const BY_POSTER = 16;

type Who = {
  /** A number that is hers and says what she does: no dice, whatever else she does stays as it was. */
  readonly her: number;
  readonly isNew: boolean;
};

/**
 * She finds an activity on the home page, takes part and asks around, or opens what a friend sent: taps, or comes to the shop for the first
 * time by it.
 */
export async function playActivities(world: World, program: OpenMiniProgram, { her, isNew }: Who): Promise<void> {
  if (isNew && her % INVITED === 0) await comeByInvitation(world, program, her);
  if (isNew && her % BY_POSTER === 1) await scanPosters(world, program);
  if (her % 100 >= DRAW) return;
  if (her % 100 >= PLAY) return drawOnce(world.now, program);
  if (her % 100 >= TAKE_PART) {
    await scanPosters(world, program);
    return helpFriends(world.invitations, program);
  }
  const { items } = await program.ask('GET /api/shop/activities', {});
  for (const { id, play, state } of items) {
    if ((play !== 'likes' && play !== 'invite' && play !== 'fission') || state !== 'running') continue;
    const entry = await program.quietly(async () =>
      program.ask('POST /api/shop/activities/:id/entries', { params: { id } }),
    );
    if (entry === null) continue;
    await chooseGifts(program, { id, entry: entry.id, her });
    const sent = play === 'likes' ? world.invitations : world.invites;
    if (play === 'fission') showAround(world.posters, await makePoster(program, entry.id));
    else if (!sent.includes(entry.id)) {
      sent.push(entry.id);
      if (play === 'invite') await makePoster(program, entry.id);
    }
  }
}

type Choosing = { readonly id: string; readonly entry: string; readonly her: number };

/** Of several gifts that are hers to choose from she takes one, by her number. */
async function chooseGifts(program: OpenMiniProgram, { id, entry, her }: Choosing): Promise<void> {
  const shown = await program.quietly(async () =>
    program.ask('GET /api/shop/activities/:id', { params: { id }, query: {} }),
  );
  for (const [tier, { canChoose, chosen, gifts }] of (shown?.tiers ?? []).entries())
    if (canChoose && chosen === null)
      await program.quietly(async () =>
        program.ask('POST /api/shop/activity-entries/:id/choices', {
          ...{ params: { id: entry }, body: { tier, gift: her % gifts.length } },
        }),
      );
}

/** She has her own poster made: the address of its picture, null where there is none for her. */
async function makePoster(program: OpenMiniProgram, id: string): Promise<string | null> {
  const made = await program.quietly(async () =>
    program.ask('POST /api/shop/activity-entries/:id/posters', { params: { id } }),
  );
  return made?.picture ?? null;
}

function showAround(posters: string[], picture: string | null): void {
  if (picture !== null && !posters.includes(picture)) posters.push(picture);
}

/** She adds the member of staff whom the latest of her friends' posters show; it counts for that friend. */
async function scanPosters({ posters, phone }: World, program: OpenMiniProgram): Promise<void> {
  const latest = posters.at(-1);
  if (latest !== undefined) await program.quietly(async () => phone.addContact(program.wechatId, latest));
}

/** One of the latest; the first of all is whose friends are herself, and all of them live at her door. */
async function comeByInvitation({ invites, ring }: World, program: OpenMiniProgram, her: number): Promise<void> {
  const byTheRing = her % (INVITED * BY_THE_RING) === 0;
  const latest = invites.slice(1).slice(-4);
  const id = byTheRing ? invites[0] : latest[her % Math.max(1, latest.length)];
  if (id === undefined) return;
  const told = await program.quietly(async () =>
    program.ask('POST /api/shop/activity-entries/:id/acceptances', { params: { id } }),
  );
  if (byTheRing && told?.invited === 'accepted') ring.add(program.wechatId);
}

async function drawOnce(now: World['now'], program: OpenMiniProgram): Promise<void> {
  const { items } = await program.ask('GET /api/shop/activities', {});
  const lottery = items.find(({ play, state }) => play === 'lottery' && state === 'running');
  if (lottery === undefined) return;
  const body = { nonce: `visit-${now().getTime()}` };
  await program.quietly(async () =>
    program.ask('POST /api/shop/activities/:id/draws', { params: { id: lottery.id }, body }),
  );
}

/** What was sent to her last; a friend who has enough asks no more. */
async function helpFriends(invitations: readonly string[], program: OpenMiniProgram): Promise<void> {
  for (const id of invitations.slice(-2))
    await program.quietly(async () => program.ask('POST /api/shop/activity-entries/:id/helps', { params: { id } }));
}
