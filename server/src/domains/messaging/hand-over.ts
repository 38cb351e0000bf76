import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { Channel, Letter, Outcome } from './channel.ts';
import type { Decided } from './dispatch.ts';
import { type Handed, settle } from './settle.ts';

/** Give messages to their channels, as many at once as each takes, and write down what became of each. */
export async function handOver(
  ctx: Ctx,
  wechat: Wechat,
  channels: readonly Channel[],
  decided: readonly Decided[],
): Promise<void> {
  for (const channel of channels) {
    const { send, atOnce } = channel;
    if (!send) continue;
    const mine = decided.filter(({ verdict }) => verdict.channel === channel.name);
    for (let start = 0; start < mine.length; start += atOnce) {
      const some = mine.slice(start, start + atOnce);
      const outcomes = await answered(some.flatMap(letterOf), async (letters) => send(ctx, wechat, letters));
      await inTransaction(ctx, async (ctx) => settle(ctx, channel, some.map(handedOf(ctx)), outcomes));
    }
  }
}

/** A channel that fails as a whole, or forgets a message, leaves it in doubt: nobody knows whether it was sent. */
async function answered(
  letters: readonly Letter[],
  send: (letters: readonly Letter[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const said = await send(letters).catch((error: unknown): readonly Outcome[] =>
    letters.map(({ id }) => ({ id, state: 'unknown', error: String(error) })),
  );
  const known = new Set(said.map(({ id }) => id));
  const forgotten = letters.filter(({ id }) => !known.has(id));
  return [...said, ...forgotten.map(({ id }): Outcome => ({ id, state: 'unknown', error: '渠道没有答复' }))];
}

function letterOf({ due, offer }: Decided): Letter[] {
  if (!offer?.composition.ok) return [];
  return [{ id: due.id, to: offer.to, composed: offer.composition.composed, attempts: due.attempts + 1 }];
}

function handedOf(ctx: Ctx) {
  const handedOverAt = ctx.now();
  return ({ due, verdict, offer }: Decided): Handed => ({
    ...due,
    channel: verdict.channel,
    account: verdict.account?.no ?? 0,
    title: offer?.composition.ok ? offer.composition.composed.title : due.title,
    attempts: due.attempts + 1,
    handedOverAt,
  });
}
