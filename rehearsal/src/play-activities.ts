import type { OpenMiniProgram } from './mini-program.ts';
import type { World } from './world.ts';

/** So many of a hundred shoppers open what friends tap for; the first of these take part, the others help whoever asked last. */
const PLAY = 9;
const TAKE_PART = 3;

/**
 * She finds an activity on the home page, takes part and asks around, or opens what a friend sent and taps. `her`, a number that is hers,
 * says which: no dice, whatever else she does stays as it was.
 */
export async function playActivities({ invitations }: World, program: OpenMiniProgram, her: number): Promise<void> {
  if (her % 100 >= PLAY) return;
  if (her % 100 >= TAKE_PART) return helpFriends(invitations, program);
  const { items } = await program.ask('GET /api/shop/activities', {});
  const likes = items.find(({ play, state }) => play === 'likes' && state === 'running');
  if (likes === undefined) return;
  const entry = await program.quietly(async () =>
    program.ask('POST /api/shop/activities/:id/entries', { params: { id: likes.id } }),
  );
  if (entry !== null && !invitations.includes(entry.id)) invitations.push(entry.id);
}

/** What was sent to her last; a friend who has enough asks no more. */
async function helpFriends(invitations: readonly string[], program: OpenMiniProgram): Promise<void> {
  for (const id of invitations.slice(-2))
    await program.quietly(async () => program.ask('POST /api/shop/activity-entries/:id/helps', { params: { id } }));
}
