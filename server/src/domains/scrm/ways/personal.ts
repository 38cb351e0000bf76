import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, WechatError } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { keepPicture } from '../corp/own-picture.ts';
import { staffOfMembers } from '../friends/staff-of.ts';

type Asked = {
  /** What it is of, once for ever: `entry:ent_…`. */
  readonly subject: string;
  readonly memberId: string;
  /** Who of the corp receives friends. */
  readonly staff: readonly string[];
  /** What WeCom's own list calls it. */
  readonly remark: string;
  /** It is given back from then on. */
  readonly until: Date;
};

type Row = {
  readonly userid: string;
  readonly state: string;
  readonly configId: string | null;
  readonly picture: string | null;
};

/** Codes that are somebody's own, and who came by them. */
export const personalWays = { codeOf, personsOf };

/**
 * The picture of a code that leads to a member of staff and is hers alone: made at the first time, of her own member where that one is
 * among those named, else of who has the fewest. With no transaction open. Null where WeCom makes none now, or nobody of them can receive.
 */
async function codeOf(ctx: Ctx, asked: Asked): Promise<string | null> {
  const { subject, remark, until } = asked;
  const row = await ownRow(ctx, asked);
  if (row === undefined) return null;
  if (row.picture !== null) {
    await sql`
      update scrm.personal_way set due_at = greatest(due_at, ${until}) where subject = ${subject} and config_id is not null
    `.execute(ctx.db);
    return row.picture;
  }
  try {
    const wecom = await wecomOf(ctx);
    const { userid, state } = row;
    const made = await wecom.addContactWay({ userid, state, remark: [...remark].slice(0, 30).join('') });
    const picture = await keepPicture(ctx, made.picture);
    const { rows } = await sql`
      update scrm.personal_way set config_id = ${made.configId}, picture = ${picture}, due_at = ${until}, tries = 0
      where subject = ${subject} and config_id is null returning subject
    `.execute(ctx.db);
    // Another phone of hers asked at the same moment: one code is enough.
    if (rows.length === 0) await wecom.deleteContactWay(made.configId);
    return rows.length === 0 ? ((await ownRow(ctx, asked))?.picture ?? null) : picture;
  } catch (error) {
    if (!isLater(error) && !(error instanceof WechatError)) throw error;
    ctx.log.warn({ err: error, subject }, 'WeCom did not make a code that is her own');
    return null;
  }
}

async function ownRow(ctx: Ctx, { subject, memberId, staff }: Asked): Promise<Row | undefined> {
  const find = async () => {
    const { rows } = await sql<Row>`
      select userid, state, config_id, picture from scrm.personal_way where subject = ${subject}
    `.execute(ctx.db);
    return rows[0];
  };
  const known = await find();
  if (known !== undefined) return known;
  const hers = (await staffOfMembers(ctx, [memberId])).get(memberId) ?? null;
  await sql`
    insert into scrm.personal_way (subject, userid, state, made_at)
    select ${subject}, s.userid, ${`p${randomBytes(12).toString('hex')}`}, ${ctx.now()} from scrm.staff s
    where s.userid = any(${[...staff]}::text[]) and s.can_contact and s.gone_at is null
    order by s.userid = ${hers} desc nulls last, (select count(*) from scrm.personal_way p where p.userid = s.userid), s.userid limit 1
    on conflict (subject) do nothing
  `.execute(ctx.db);
  return find();
}

/** Which person of the shop each of these customers is by now; who is none is absent. */
async function personsOf(ctx: Ctx, externals: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ externalUserid: string; personNo: number }>`
    select external_userid, person_no from scrm.customer where external_userid = any(${[...externals]}::text[]) and person_no is not null
  `.execute(ctx.db);
  return new Map(rows.map(({ externalUserid, personNo }) => [externalUserid, personNo]));
}

const AT_ONCE = 20;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [5, 30, 120, 1440].map((minutes) => minutes * MINUTE_MS);

/** Codes of what is over go back to the corp's quota; who comes by a printed one then is told by WeCom that it is gone. */
export const recyclePersonalWays: Sweep = sweep({
  name: 'scrm.personal-ways',
  due: sql`(select min(due_at) from scrm.personal_way where due_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<{ subject: string; configId: string | null; tries: number }>`
      with held as (
        select subject from scrm.personal_way where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for update skip locked
      )
      update scrm.personal_way w set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = w.tries + 1
      from held where w.subject = held.subject returning w.subject, w.config_id, w.tries
    `.execute(ctx.db);
    for (const { subject, configId, tries } of rows) {
      try {
        if (configId !== null) await (await wecomOf(ctx)).deleteContactWay(configId);
        await sql`
          update scrm.personal_way set due_at = null, config_id = null, picture = null, tries = 0 where subject = ${subject} and tries = ${tries}
        `.execute(ctx.db);
      } catch (error) {
        ctx.log.warn({ err: error, subject }, 'a code of somebody was not given back');
        const pause = PAUSES_MS[tries - 1];
        const again = pause === undefined ? null : new Date(ctx.now().getTime() + pause);
        await sql`update scrm.personal_way set due_at = ${again} where subject = ${subject} and tries = ${tries}`.execute(
          ctx.db,
        );
      }
    }
    return rows.length;
  },
});
