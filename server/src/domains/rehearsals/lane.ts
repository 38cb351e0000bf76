import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { DomainError } from '../../platform/errors.ts';
import { sweep } from '../../platform/sweeps.ts';
import { beat, claimNext, claimOfProcess, failDead, finish, playing } from './claims.ts';
import { rehearsalErrors } from './errors.ts';
import { type At, play } from './play.ts';
import { type Failure, findRehearsal } from './queries.ts';
import { dropScratch, findScratches } from './scratch/databases.ts';
import { putRehearsalTask } from './task.ts';

const BEAT_MS = 1000;

/**
 * The one lane that rehearsals are played in, one after another. A sweep finds the next; playing takes a minute and goes on beside it, so that
 * nothing else waits. Whatever happens to it, its databases are dropped: at its end here, after a crash by whoever finds it dead.
 */
export function rehearsalLane() {
  const claim = claimOfProcess();
  let current: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  const start = (ctx: Ctx, id: string): void => {
    const stop = new AbortController();
    const ended = carryOut(ctx, id, claim, stop)
      .catch((error: unknown) => ctx.log.error({ err: error, rehearsal: id }, 'a rehearsal was not ended'))
      .finally(() => {
        current = null;
      });
    current = { stop, ended };
  };

  const look = sweep({
    name: 'rehearsals.play',
    due: sql`(select min(created_at) from rehearsals.rehearsal where state = 'queued'
      and not exists (select from rehearsals.rehearsal where state = 'running'))`,
    run: async (ctx) => {
      if (current !== null) return 0;
      await tidy(ctx);
      const id = await claimNext(ctx, claim);
      if (id !== null) start(ctx, id);
      return 0;
    },
  });

  return {
    sweep: look,
    /** Before anything runs: what a crash left. */
    prepare: tidy,
    /** When the server stops: what is played is broken off, and can be tried again. */
    async finish(): Promise<void> {
      current?.stop.abort(rehearsalErrors.error('interrupted'));
      await current?.ended;
    },
  };
}

/** Playing that stopped without a word is over, and its databases go; so do any that nobody plays in. */
async function tidy(ctx: Ctx): Promise<void> {
  for (const id of await failDead(ctx, failureOf(rehearsalErrors.error('interrupted'))))
    await putRehearsalTask(ctx, id);
  const standing = await findScratches(ctx);
  if (standing.length === 0) return;
  const played = await playing(ctx, standing);
  for (const id of standing) if (!played.has(id)) await dropScratch(ctx, id);
}

async function carryOut(ctx: Ctx, id: string, claim: string, stop: AbortController): Promise<void> {
  let at: At = { step: 'fitting', done: 0 };
  const tell = async () => {
    if (!(await beat(ctx, id, claim, at))) stop.abort(new CalledOff());
    else await putRehearsalTask(ctx, id);
  };
  const beating = setInterval(
    () => void tell().catch((error: unknown) => ctx.log.warn({ err: error }, 'no beat')),
    BEAT_MS,
  );
  try {
    const asked = await findRehearsal(ctx, id);
    if (asked === undefined) return;
    const found = await play(ctx, asked, stop.signal, (next) => {
      at = next;
    });
    await finish(ctx, id, claim, found);
  } catch (error) {
    if (!(error instanceof CalledOff)) {
      if (!(error instanceof DomainError)) ctx.log.error({ err: error, rehearsal: id }, 'a rehearsal broke off');
      await finish(ctx, id, claim, failureOf(error));
    }
  } finally {
    clearInterval(beating);
    await dropScratch(ctx, id);
    await putRehearsalTask(ctx, id);
  }
}

/** An operator has said so: that is no failure. */
class CalledOff extends Error {}

function failureOf(error: unknown): Failure {
  const said = error instanceof DomainError ? error : rehearsalErrors.error('broke');
  return { code: said.code, text: words(said.text.zh, said.text.en) };
}
