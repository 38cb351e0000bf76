import type { FastifyInstance } from 'fastify';
import { readBody, readParam, readQuery } from '../../phone/read.ts';
import { type Shopper, shoppers } from '../../phone/shopper.ts';
import { BadInput } from '../../world/bad-input.ts';
import { textOf } from '../../world/json.ts';
import type { World } from '../../world/world.ts';
import { staffOf } from '../corp.ts';
import { externalOf } from '../friends.ts';
import {
  type Moment,
  type MomentTask,
  moments,
  momentsOfStaff,
  momentsSeenBy,
  momentTasks,
  newMomentId,
  publish,
  putMoment,
  type Reaction,
  reactions,
  taskKey,
} from './moment.ts';

const patienceMs = 5000;
const longestComment = 200;

/** 朋友圈 on the phones of members and of shoppers. Below `/sandbox/api`. */
export function mountMomentPhones(app: FastifyInstance, world: World): void {
  mountStaff(app, world);
  mountShoppers(app, world);
  // The browser of WeChat would follow it; the phone asks where it ends. Only links of the shop are followed.
  app.get('/moment-links', async (request) => {
    const url = readQuery(request).url ?? '';
    if (!url.startsWith(`${world.serverUrl}/`)) throw new BadInput('这不是商城的链接');
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, location: answer.headers.get('location') };
  });
}

function mountStaff(app: FastifyInstance, world: World): void {
  app.get('/staff/:userid/moments', async (request) => ({
    tasks: momentsOfStaff(world, readParam(request, 'userid')).map(([moment, task]) => shown(world, moment, task)),
  }));
  // She taps 发表.
  app.post('/staff/:userid/moments/:id/publication', async (request) => {
    const [userid, id] = [readParam(request, 'userid'), readParam(request, 'id')];
    const moment = world.store.of(moments).get(id);
    const task = world.store.of(momentTasks).get(taskKey(id, userid));
    if (!moment || !task) throw new BadInput('没有这条朋友圈任务', 404);
    if (moment.cancelledAt !== null) throw new BadInput('企业已停止发表', 409);
    if (task.publishedAt !== null) throw new BadInput('已经发表过了', 409);
    publish(world, moment, task);
    return shown(world, moment, world.store.of(momentTasks).get(taskKey(id, userid)) ?? task);
  });
  // One of her own, for all of her customers; it counts like the corp's.
  app.post('/staff/:userid/moments', async (request) => {
    const userid = readParam(request, 'userid');
    if (!staffOf(world, userid)) throw new BadInput('企业里没有这位成员', 404);
    const text = (textOf(readBody(request), 'text') ?? '').trim();
    if (text === '' || Buffer.byteLength(text) > 4000) throw new BadInput('内容应为 1 到 4000 字节');
    const momentId = newMomentId(world);
    const at = world.clock.now().toISOString();
    const what = { text, attachments: [], link: null, images: 0, tags: [], cancelledAt: null };
    const moment: Moment = { momentId, madeBy: 'member', creator: userid, createdAt: at, ...what };
    putMoment(world, moment, [userid]);
    const task = world.store.of(momentTasks).get(taskKey(momentId, userid));
    if (task) publish(world, moment, task);
    return { ok: true };
  });
}

function mountShoppers(app: FastifyInstance, world: World): void {
  const shopperOf = (id: string): Shopper => {
    const shopper = world.store.of(shoppers).get(id);
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    return shopper;
  };
  const mustSee = (id: string, momentId: string, userid: string) => {
    const one = momentsSeenBy(world, id).find(([, task]) => task.momentId === momentId && task.userid === userid);
    if (!one) throw new BadInput('她的朋友圈里没有这条', 404);
    return taskKey(momentId, userid);
  };
  app.get('/shoppers/:id/moments', async (request) => {
    const { id } = shopperOf(readParam(request, 'id'));
    return {
      moments: momentsSeenBy(world, id).map(([moment, task]) => ({
        ...shown(world, moment, task),
        mine: reactionsTo(world, task).some(({ kind, shopperId }) => kind === 'like' && shopperId === id),
      })),
    };
  });
  // A heart is there once, and may be taken back.
  app.put('/shoppers/:id/moments/:moment/:userid/like', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    const of = mustSee(shopper.id, readParam(request, 'moment'), readParam(request, 'userid'));
    const { liked } = readBody(request);
    const id = `like/${of}/${shopper.id}`;
    if (liked === false) world.store.of(reactions).drop(id);
    else if (!world.store.of(reactions).get(id)) put(world, shopper, { id, of, kind: 'like', text: '' });
    tell(world, shopper);
    return { ok: true };
  });
  app.post('/shoppers/:id/moments/:moment/:userid/comments', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    const of = mustSee(shopper.id, readParam(request, 'moment'), readParam(request, 'userid'));
    const text = (textOf(readBody(request), 'text') ?? '').trim();
    if (text === '' || [...text].length > longestComment) throw new BadInput('评论应为 1 到 200 个字');
    put(world, shopper, { id: `comment/${world.store.next('wecom-moment-comment')}`, of, kind: 'comment', text });
    tell(world, shopper);
    return { ok: true };
  });
}

function put(world: World, shopper: Shopper, one: Pick<Reaction, 'id' | 'of' | 'kind' | 'text'>): void {
  const who = { shopperId: shopper.id, external: externalOf(world, shopper) };
  world.store.of(reactions).put(one.id, { ...one, ...who, at: world.clock.now().toISOString() });
}

function tell(world: World, { id }: Shopper): void {
  world.bus.tell({ topic: 'chats', id });
  world.bus.tell({ topic: 'wecom' });
}

const reactionsTo = (world: World, { momentId, userid }: MomentTask): readonly Reaction[] =>
  world.store.of(reactions).by(taskKey(momentId, userid));

function shown(world: World, moment: Moment, task: MomentTask) {
  const nameOf = (shopperId: string | null) =>
    (shopperId === null ? undefined : world.store.of(shoppers).get(shopperId)?.label) ?? task.userid;
  const all = reactionsTo(world, task);
  const { momentId, madeBy, createdAt, text, link, images, cancelledAt } = moment;
  return {
    ...{ momentId, madeBy, createdAt, text, link, images, cancelledAt },
    userid: task.userid,
    staff: staffOf(world, task.userid)?.name ?? task.userid,
    publishedAt: task.publishedAt,
    seen: task.seen.length,
    likes: all.filter(({ kind }) => kind === 'like').map(({ shopperId }) => nameOf(shopperId)),
    comments: all
      .filter(({ kind }) => kind === 'comment')
      .map(({ id, shopperId, text }) => ({ id, name: nameOf(shopperId), text })),
  };
}
