import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { WechatError, WechatUnreachable, type Wecom } from '../../../wechat/index.ts';
import { againAt } from '../corp/again.ts';
import { type saidOf, saidOfCode } from '../corp/said-of.ts';
import { drawCardPicture } from '../welcome/card-picture.ts';
import { addressOf, leadsOn } from './link.ts';
import { type PicturesOf, readPictures } from './pictures.ts';
import type { Taken } from './queries.ts';

/** WeCom makes it some time after it was asked: so long after an answer that was lost it is looked for before it is asked for again. Taste. */
const SURELY_MADE_MS = 10 * MINUTE_MS;
const LOOK_MS = MINUTE_MS;
const JOB_MS = 5_000;
/** How far apart our clock and WeCom's may be. */
const SKEW_MS = MINUTE_MS;
/** Of get_moment_list. Source: document/path/96352 (2023-12-01) */
const LISTED_MS = 30 * 24 * 60 * MINUTE_MS;
/** A job is known for a day. */
const NO_SUCH_JOB = 40058;

/** Asks WeCom for it. What is about to be asked is written down first: whoever dies on the way leaves that. */
export async function askForMoment(ctx: Ctx, wecom: Wecom, of: PicturesOf, moment: Taken): Promise<void> {
  const { id, no, values, tagIds, tries } = moment;
  const link = !leadsOn(values)
    ? null
    : {
        title: values.title ?? '',
        url: addressOf(ctx, id),
        mediaId: await wecom.uploadMomentPicture(await drawCardPicture()),
      };
  const pictures: string[] = [];
  // The order is that of the operator.
  for (const picture of await readPictures(ctx, of, values)) pictures.push(await wecom.uploadMomentPicture(picture));
  const { rows } = await sql<{ userid: string }>`
    select userid from scrm.moment_sender where moment_no = ${no} order by userid
  `.execute(ctx.db);
  const { rows: held } = await sql`
    update scrm.moment set asked_at = coalesce(asked_at, ${ctx.now()}), last_asked_at = ${ctx.now()}
    where id = ${id} and tries = ${tries} and job_id is null and moment_id is null and state = 'creating' returning id
  `.execute(ctx.db);
  if (held.length === 0) return;
  try {
    const senders = rows.map(({ userid }) => userid);
    const jobId = await wecom.createMoment({ senders, tagIds, text: values.text, link, pictures });
    await sql`
      update scrm.moment set job_id = ${jobId}, tries = 0, trouble = null, due_at = ${new Date(ctx.now().getTime() + JOB_MS)} where id = ${id}
    `.execute(ctx.db);
  } catch (error) {
    // Refused, or never heard: it was surely not made.
    if (error instanceof WechatError || (error instanceof WechatUnreachable && !error.handedOver))
      await sql`update scrm.moment set last_asked_at = null where id = ${id}`.execute(ctx.db);
    throw error;
  }
}

/** Nobody wrote down what came of asking: it may be there already, or come still. */
export async function lookForMoment(ctx: Ctx, wecom: Wecom, of: PicturesOf, moment: Taken): Promise<void> {
  const now = ctx.now();
  const found = await findMade(ctx, wecom, moment);
  if (found !== null) return keepMade(ctx, moment, found, []);
  const surely = moment.lastAskedAt === null || now.getTime() - moment.lastAskedAt.getTime() > SURELY_MADE_MS;
  if (surely && moment.state === 'stopped') return endUnmade(ctx, moment);
  if (surely) return askForMoment(ctx, wecom, of, moment);
  await sql`update scrm.moment set due_at = ${new Date(now.getTime() + LOOK_MS)} where id = ${moment.id}`.execute(
    ctx.db,
  );
}

/**
 * WeCom knows no key. One with a link is known by it, for no other has the same; one of words alone by the same words asked of nobody but these
 * members. Of two that answers were lost of, the second is stopped before anybody publishes it.
 */
async function findMade(ctx: Ctx, wecom: Wecom, { id, no, values, askedAt }: Taken): Promise<string | null> {
  const now = ctx.now().getTime();
  const since = Math.max((askedAt?.getTime() ?? now) - SKEW_MS, now - LISTED_MS + SKEW_MS);
  const made = await wecom.momentsMade(new Date(since), new Date(now));
  const url = leadsOn(values) ? addressOf(ctx, id) : null;
  const alike = made.filter((one) => one.text === values.text && one.url === url).map(({ momentId }) => momentId);
  if (alike.length === 0) return null;
  const { rows: known } = await sql<{ momentId: string }>`
    select moment_id from scrm.moment where moment_id = any(${alike}::text[])
  `.execute(ctx.db);
  const { rows: asked } = await sql<{ userid: string }>`
    select userid from scrm.moment_sender where moment_no = ${no}
  `.execute(ctx.db);
  const ours = new Set(asked.map(({ userid }) => userid));
  const found: string[] = [];
  for (const momentId of alike) {
    if (known.some((one) => one.momentId === momentId)) continue;
    const senders = await wecom.momentSenders(momentId);
    if (url !== null || senders.every(({ userid }) => ours.has(userid))) found.push(momentId);
  }
  const [first = null, ...more] = found;
  for (const momentId of more) await wecom.cancelMoment(momentId);
  return first;
}

/** What came of the job: not done, refused, or made. */
export async function askJob(ctx: Ctx, wecom: Wecom, of: PicturesOf, moment: Taken, jobId: string): Promise<void> {
  const job = await wecom.momentJob(jobId).catch((error: unknown) => {
    if (error instanceof WechatError && error.errcode === NO_SUCH_JOB) return null;
    throw error;
  });
  // It is known no more: what it made is found by itself.
  if (job === null) {
    await sql`update scrm.moment set job_id = null where id = ${moment.id}`.execute(ctx.db);
    return lookForMoment(ctx, wecom, of, moment);
  }
  if (job.state === 'made') return keepMade(ctx, moment, job.momentId, job.invalidSenders);
  if (job.state === 'refused') return failMoment(ctx, moment.id, saidOfCode(job.errcode));
  const due = moment.tries > 3 ? againAt(1, ctx.now()) : new Date(ctx.now().getTime() + JOB_MS);
  await sql`update scrm.moment set due_at = ${due} where id = ${moment.id}`.execute(ctx.db);
}

async function keepMade(ctx: Ctx, { id, no }: Taken, momentId: string, refused: readonly string[]): Promise<void> {
  await sql`
    with made as (
      update scrm.moment set moment_id = ${momentId}, made_at = ${ctx.now()}, due_at = ${ctx.now()}, tries = 0, trouble = null,
        state = case when state = 'creating' then 'running' else state end
      where id = ${id} and moment_id is null returning no
    ) update scrm.moment_sender s set refused = true from made where s.moment_no = made.no and s.moment_no = ${no} and s.userid = any(${[...refused]}::text[])
  `.execute(ctx.db);
}

export async function endUnmade(ctx: Ctx, { id }: Pick<Taken, 'id'>): Promise<void> {
  await sql`update scrm.moment set due_at = null, ended_at = ${ctx.now()} where id = ${id} and moment_id is null`.execute(
    ctx.db,
  );
}

export async function failMoment(ctx: Ctx, id: string, said: ReturnType<typeof saidOf>): Promise<void> {
  await sql`
    update scrm.moment set state = 'failed', due_at = null, ended_at = ${ctx.now()}, trouble = ${JSON.stringify(said)}::jsonb
    where id = ${id} and moment_id is null
  `.execute(ctx.db);
}
