import type { FastifyInstance } from 'fastify';
import { readBody, readParam } from '../phone/read.ts';
import { type Shopper, shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import { textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';
import { allGroupWelcomes, useWelcome, welcomeOfGroup } from './group-welcomes.ts';
import {
  allGroups,
  changeGroup,
  dismissGroup,
  type Group,
  groupOf,
  groupsOf,
  joinGroup,
  leaveGroup,
  makeGroup,
  membersOf,
  nameOfMember,
  saidInGroup,
  sayInGroup,
} from './groups.ts';
import { drawJoinWay, joinByWay, readJoinWay, recentJoinWays } from './join-ways.ts';
import type { Deliver } from './push.ts';

/** Customer groups on the phones of shoppers and of members of the corp. Below `/sandbox/api`. */
export function mountGroupPhones(app: FastifyInstance, world: World, deliver: Deliver): void {
  const shopperOf = (id: string): Shopper => {
    const shopper = world.store.of(shoppers).get(id);
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    return shopper;
  };
  const mustFind = (chatId: string): Group => {
    const group = groupOf(world, chatId);
    if (!group) throw new BadInput('没有这个客户群，或已解散', 404);
    return group;
  };
  const describe = (group: Group) => ({
    chatId: group.chatId,
    name: group.name,
    notice: group.notice,
    owner: group.owner,
    ownerName: staffOf(world, group.owner)?.name ?? group.owner,
    members: membersOf(world, group.chatId).length,
  });

  // What a camera is shown, and the tap on 加入群聊 below it.
  app.get('/shoppers/:id/join-ways/:key', async (request) => {
    const scanned = readJoinWay(world, shopperOf(readParam(request, 'id')), readParam(request, 'key'));
    if (scanned.outcome !== 'shown') return scanned;
    const { group, isIn, made } = scanned;
    return { outcome: 'shown', ...describe(group), ...(made ? { members: 1 } : {}), isIn };
  });
  app.post('/shoppers/:id/join-ways/:key', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    const group = await joinByWay(world, deliver, shopper, readParam(request, 'key'));
    if (!group) throw new BadInput('该群已满，暂时无法加入', 409);
    return { chatId: group.chatId };
  });
  app.get('/shoppers/:id/groups', async (request) => ({
    groups: groupsOf(world, shopperOf(readParam(request, 'id'))).map(describe),
  }));
  app.delete('/shoppers/:id/groups/:chat', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    if (!(await leaveGroup(world, deliver, 'self', group, shopperOf(readParam(request, 'id')))))
      throw new BadInput('不在这个群里', 404);
    return { ok: true };
  });

  app.get('/groups', async () => ({ groups: allGroups(world).map(describe), codes: recentJoinWays(world) }));
  app.get('/groups/:chat', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    const inIt = membersOf(world, group.chatId);
    return {
      ...describe(group),
      inIt: inIt.map((member) => ({ ...member, name: nameOfMember(world, member) })),
    };
  });
  // Those of hers, with what was said in them.
  app.get('/staff/:userid/groups', async (request) => ({
    groups: allGroups(world)
      .filter(({ owner }) => owner === readParam(request, 'userid'))
      .map((group) => ({
        ...describe(group),
        said: saidInGroup(world, group.chatId),
        welcome: welcomeOfGroup(world, group.chatId)?.templateId ?? null,
      })),
  }));
  app.post('/staff/:userid/groups', async (request) => {
    const made = await makeGroup(world, deliver, readParam(request, 'userid'), textOf(readBody(request), 'name') ?? '');
    if (!made) throw new BadInput('这位成员不能建客户群，或群名不是 1 到 50 个字');
    return describe(made);
  });
  app.put('/groups/:chat', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    const body = readBody(request);
    const [name, notice, owner] = [textOf(body, 'name'), textOf(body, 'notice'), textOf(body, 'owner')];
    if (name !== undefined && (name.trim() === '' || [...name].length > 50))
      throw new BadInput('群名应为 1 到 50 个字');
    if (owner !== undefined && !staffOf(world, owner)) throw new BadInput('企业里没有这位成员', 404);
    await changeGroup(world, deliver, group, {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(notice === undefined ? {} : { notice }),
      ...(owner === undefined ? {} : { owner }),
    });
    return describe(mustFind(group.chatId));
  });
  // 入群欢迎语 of a group: its owner chooses one of what apps wrote; no API does it for her.
  app.get('/group-welcomes', async () => ({
    welcomes: allGroupWelcomes(world).map(({ templateId, parts }) => ({ templateId, title: parts[0]?.title ?? '' })),
  }));
  app.put('/groups/:chat/welcome', async (request) => {
    const { chatId } = mustFind(readParam(request, 'chat'));
    const { templateId } = readBody(request);
    if (!useWelcome(world, chatId, typeof templateId === 'string' ? templateId : null))
      throw new BadInput('没有这条入群欢迎语', 404);
    return { ok: true };
  });
  app.delete('/groups/:chat', async (request) => {
    await dismissGroup(world, deliver, mustFind(readParam(request, 'chat')));
    return { ok: true };
  });
  app.post('/groups/:chat/members', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    const body = readBody(request);
    const [shopper, by] = [shopperOf(textOf(body, 'shopper') ?? ''), textOf(body, 'by')];
    const invitor = by === undefined || staffOf(world, by) === undefined ? {} : { invitor: by };
    if (!(await joinGroup(world, deliver, group, shopper, { scene: 1, ...invitor })))
      throw new BadInput('已经在群里，或群已满 500 人', 409);
    return { ok: true };
  });
  app.delete('/groups/:chat/members/:shopper', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    if (!(await leaveGroup(world, deliver, 'staff', group, shopperOf(readParam(request, 'shopper')))))
      throw new BadInput('不在这个群里', 404);
    return { ok: true };
  });
  app.post('/groups/:chat/messages', async (request) => {
    const group = mustFind(readParam(request, 'chat'));
    const title = (textOf(readBody(request), 'text') ?? '').trim();
    if (title === '' || [...title].length > 500) throw new BadInput('消息应为 1 到 500 个字');
    sayInGroup(world, group.chatId, { title });
    return { ok: true };
  });
}

/** The picture behind `qr_code` of a join way, and where a camera is led that reads it. */
export function mountGroupPictures(app: FastifyInstance, world: World): void {
  app.get('/sandbox/wecom/group-qr/:file', async (request, reply) => {
    const picture = await drawJoinWay(world, readParam(request, 'file').replace(/\.png$/, ''));
    return picture === null ? reply.code(404).send('') : reply.type('image/png').send(picture);
  });
  app.get('/sandbox/wecom/join/:key', async (request, reply) =>
    reply.redirect(`/sandbox/phone?${new URLSearchParams({ shopper: 'new', join: readParam(request, 'key') })}`),
  );
}
