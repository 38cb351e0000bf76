/** A worker that stops waits for what is under way: after so many turns a lane comes back by itself. */
const MOST_TURNS = 8;

/**
 * Takes some of what is due again and again, in several lanes at once: while the slowest of one lot is waited for, the next lots are on their way.
 * Ends when there was nothing left, or after some turns. `turn` says how many it handled; two at once must take different ones.
 */
export async function inLanes(lanes: number, turn: () => Promise<number>): Promise<number> {
  const lane = async (): Promise<number> => {
    let handled = 0;
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const now = await turn();
      if (now === 0) break;
      handled += now;
    }
    return handled;
  };
  const all = await Promise.all(Array.from({ length: lanes }, lane));
  return all.reduce((sum, one) => sum + one, 0);
}
