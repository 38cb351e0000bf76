import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable, type Wecom } from '../../../../wechat/index.ts';
import { askTodos } from '../../../todos/index.ts';
import { againAt, isForGood } from '../../corp/again.ts';
import { wecomOf } from '../../corp/corp.ts';
import { saidOf } from '../../corp/said-of.ts';
import { USE_GROUP_WELCOME, useGroupWelcome } from '../../her-words.ts';
import { cardPicture } from '../../welcome/card-picture.ts';
import { groupsOf } from '../rhythms/groups-of.ts';
import { type GroupWelcomeValues, saidToWecom } from './welcome-form.ts';

type Taken = {
  readonly id: string;
  readonly name: string;
  readonly values: GroupWelcomeValues;
  readonly templateId: string | null;
  readonly carried: boolean;
  readonly askedAt: Date | null;
  readonly archivedAt: Date | null;
  readonly tries: number;
};

export const welcomeCards = (id: string): string => `group-welcome:${id};`;

const LEASE_MS = 2 * MINUTE_MS;
/** Groups are made and tagged by the day, and their owners have as long. Taste. */
const [LOOK_MS, DUE_MS] = [6 * 60 * MINUTE_MS, 2 * DAY_MS];
const AT_ONCE = 1000;
const PAGES = { home: 'home/pages/home', product: 'catalog/pages/product' } as const;

/** WeCom gets what stands here; the owners of its groups are asked to use it, those of new groups as well. */
export const carryGroupWelcomes: Sweep = sweep({
  name: 'scrm.group-welcomes',
  due: sql`(select min(due_at) from scrm.group_welcome where due_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<Taken>`
      with held as (select id from scrm.group_welcome where due_at <= ${ctx.now()} order by due_at limit 1 for no key update skip locked)
      update scrm.group_welcome w set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = w.tries + 1 from held where w.id = held.id
      returning w.id, w.name, w.values, w.template_id, w.carried, w.asked_at, w.archived_at, w.tries
    `.execute(ctx.db);
    for (const welcome of rows) await carry(ctx, welcome);
    return rows.length;
  },
});

async function carry(ctx: Ctx, welcome: Taken): Promise<void> {
  const { id, tries, archivedAt, carried, askedAt, templateId } = welcome;
  try {
    if (archivedAt !== null) return await takeAway(ctx, welcome);
    // WeCom lists none: whether it is there nobody can find out, so nobody makes it twice unasked.
    if (!carried && templateId === null && askedAt !== null) return await stick(ctx, id, UNKNOWN);
    if (!carried) await publish(ctx, await wecomOf(ctx), welcome);
    await askOwners(ctx, welcome);
    await sql`
      update scrm.group_welcome set due_at = ${new Date(ctx.now().getTime() + LOOK_MS)}, tries = 0 where id = ${id} and carried and tries = ${tries}
    `.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error, welcome: id }, 'a group welcome waits');
    if (isLost(error) && templateId === null) return stick(ctx, id, UNKNOWN);
    if (isForGood(error)) return stick(ctx, id, saidOf(error));
    await sql`
      update scrm.group_welcome set asked_at = null, trouble = ${JSON.stringify(saidOf(error))}::jsonb, due_at = ${againAt(tries, ctx.now())} where id = ${id}
    `.execute(ctx.db);
  }
}

const UNKNOWN = words(
  '企业微信没有应答，不知道建成没有：先到企业微信后台看看，再点「再发布一次」',
  'WeCom did not answer, and nobody knows whether it is there: look at the console of the corp, then publish it once more',
);

const isLost = (error: unknown): boolean => error instanceof WechatUnreachable && error.handedOver;

async function stick(ctx: Ctx, id: string, trouble: Words): Promise<void> {
  await sql`
    update scrm.group_welcome set due_at = null, trouble = ${JSON.stringify(trouble)}::jsonb where id = ${id} and not carried
  `.execute(ctx.db);
}

async function publish(ctx: Ctx, wecom: Wecom, { id, values, templateId, tries }: Taken): Promise<void> {
  const { card, title, product } = values;
  const mediaId = card === 'none' ? null : await cardPicture.id(ctx);
  if (card !== 'none' && mediaId === null) throw new Error('the picture of cards does not lie ready yet');
  const [app] = ctx.config.wechat.apps;
  const page = card === 'none' ? '' : `${PAGES[card]}${product === null ? '' : `?id=${product}`}`;
  const what = {
    text: saidToWecom(values.text),
    card: mediaId === null ? null : { title: title ?? '', mediaId, appid: app.appid, page },
  };
  if (templateId !== null) await wecom.editGroupWelcome(templateId, what);
  else await sql`update scrm.group_welcome set asked_at = ${ctx.now()} where id = ${id}`.execute(ctx.db);
  const made = templateId ?? (await wecom.addGroupWelcome(what));
  // Whoever changed it meanwhile has set its tries back: then this was not the last word.
  await sql`
    update scrm.group_welcome set template_id = ${made}, asked_at = null, published_at = coalesce(published_at, ${ctx.now()}), carried = (tries = ${tries}),
      trouble = null where id = ${id}
  `.execute(ctx.db);
}

const NO_SUCH = 40058;

async function takeAway(ctx: Ctx, { id, templateId }: Taken): Promise<void> {
  if (templateId !== null)
    await (await wecomOf(ctx)).deleteGroupWelcome(templateId).catch((error: unknown) => {
      if (!(error instanceof WechatError) || error.errcode !== NO_SUCH) throw error;
    });
  await sql`
    update scrm.group_welcome set template_id = null, published_at = null, due_at = null where id = ${id} and archived_at is not null
  `.execute(ctx.db);
}

/** Each owner once a group: WeCom lets nobody else do it. */
async function askOwners(ctx: Ctx, { id, name, values }: Taken): Promise<void> {
  const groups = await groupsOf(ctx, { tags: values.tags, groups: null });
  const dueAt = new Date(ctx.now().getTime() + DUE_MS);
  const cards = groups.map((group) => ({
    key: `${welcomeCards(id)}${group.id}`,
    memberId: null,
    personNo: null,
    groupId: group.id,
    title: USE_GROUP_WELCOME,
    text: useGroupWelcome([...saidToWecom(values.text)].slice(0, 16).join('')),
    dueAt,
    assigneeId: null,
    staffId: group.owner,
    content: null,
    because: { kind: 'group_welcome', id, label: words(`入群欢迎语「${name}」`, `Group welcome “${name}”`) },
  }));
  for (let start = 0; start < cards.length; start += AT_ONCE) await askTodos(ctx, cards.slice(start, start + AT_ONCE));
}
