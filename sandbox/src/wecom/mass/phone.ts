import type { FastifyInstance } from 'fastify';
import { postNotice } from '../../messages/notice.ts';
import { readBody, readParam } from '../../phone/read.ts';
import { shoppers } from '../../phone/shopper.ts';
import { BadInput } from '../../world/bad-input.ts';
import { textOf } from '../../world/json.ts';
import { seeded, urlSafe } from '../../world/seed.ts';
import type { World } from '../../world/world.ts';
import { staffOf } from '../corp.ts';
import { customersOf, friendOf, isFriend, shopperOfExternal } from '../friends.ts';
import { groupOf, sayInGroup } from '../groups.ts';
import { type MassRule, massRule, massRules, putMassRule, takeAllowance } from './allowance.ts';
import { type MassMessage, type MassTask, massMessages, massOfStaff, massTasks, putMass, taskKey } from './message.ts';

/** 群发任务 on the phones of members, and the corp's rule of how many a customer may get. Below `/sandbox/api`. */
export function mountMassPhones(app: FastifyInstance, world: World): void {
  app.get('/staff/:userid/mass', async (request) => ({
    tasks: massOfStaff(world, readParam(request, 'userid')).map(([message, task]) => shown(world, message, task)),
  }));
  // She taps 发送.
  app.post('/staff/:userid/mass/:msgid/confirmation', async (request) => {
    const userid = readParam(request, 'userid');
    const key = taskKey(readParam(request, 'msgid'), userid);
    const task = world.store.of(massTasks).get(key);
    const message = world.store.of(massMessages).get(readParam(request, 'msgid'));
    if (!task || !message) throw new BadInput('没有这条群发任务', 404);
    if (message.cancelledAt !== null) throw new BadInput('这条群发已被停止', 409);
    if (task.confirmedAt !== null) throw new BadInput('已经发送过了', 409);
    confirm(world, message, task);
    return shown(world, message, world.store.of(massTasks).get(key) ?? task);
  });
  // She makes one herself, for all of her customers; it counts like the corp's.
  app.post('/staff/:userid/mass', async (request) => {
    const userid = readParam(request, 'userid');
    if (!staffOf(world, userid)) throw new BadInput('企业里没有这位成员', 404);
    const text = (textOf(readBody(request), 'text') ?? '').trim();
    if (text === '' || Buffer.byteLength(text) > 4000) throw new BadInput('群发内容应为 1 到 4000 字节');
    const hers = customersOf(world, userid).map(({ externalUserid }) => externalUserid);
    if (hers.length === 0) throw new BadInput('还没有客户', 409);
    const message: MassMessage = {
      msgid: `msg${seeded(world.seed, 'mass', world.store.next('wecom-mass'), 29, urlSafe)}`,
      chatType: 'single',
      madeBy: 'member',
      creator: userid,
      createdAt: world.clock.now().toISOString(),
      text,
      attachments: [],
      parts: [{ title: text }],
      cancelledAt: null,
      remindedAt: [],
    };
    putMass(world, message, new Map([[userid, hers]]));
    const task = world.store.of(massTasks).get(taskKey(message.msgid, userid));
    if (task) confirm(world, message, task);
    return { ok: true };
  });
  app.get('/mass-rule', async () => ({ rule: massRule(world) }));
  app.put('/mass-rule', async (request) => {
    const rule = massRules.find((one) => one === textOf(readBody(request), 'rule'));
    if (rule === undefined) throw new BadInput(`rule 只能是 ${massRules.join('、')}`);
    putMassRule(world, rule satisfies MassRule);
    return { rule };
  });
}

/** Each gets it who is still hers and has not had as many as the rule allows. */
function confirm(world: World, message: MassMessage, task: MassTask): void {
  const results: Record<string, 1 | 2 | 3> = {};
  world.store.together(() => {
    for (const target of task.targets) {
      const isHers = isReached(world, message, task.userid, target);
      results[target] = !isHers ? 2 : takeAllowance(world, target) ? 1 : 3;
      if (results[target] === 1) say(world, message, task.userid, target);
    }
    const confirmedAt = world.clock.now().toISOString();
    world.store.of(massTasks).put(taskKey(task.msgid, task.userid), { ...task, confirmedAt, results });
  });
  world.bus.tell({ topic: 'wecom' });
}

function isReached(world: World, { chatType }: MassMessage, userid: string, target: string): boolean {
  if (chatType === 'group') return groupOf(world, target)?.owner === userid;
  const friend = friendOf(world, userid, target);
  return friend !== undefined && isFriend(friend);
}

function say(world: World, { chatType, parts }: MassMessage, from: string, target: string): void {
  const shopperId = shopperOfExternal(world, target)?.id;
  for (const part of parts)
    if (chatType === 'group') sayInGroup(world, target, part);
    else if (shopperId !== undefined) postNotice(world, { shopperId, chat: 'wecom', from, ...part });
}

const mostNames = 3;

function shown(world: World, message: MassMessage, task: MassTask) {
  const nameOf = (target: string) => {
    if (message.chatType === 'group') return groupOf(world, target)?.name ?? '已解散的群';
    const shopper = shopperOfExternal(world, target);
    return (shopper && world.store.of(shoppers).get(shopper.id)?.label) ?? target;
  };
  const results = Object.values(task.results);
  return {
    msgid: message.msgid,
    madeBy: message.madeBy,
    createdAt: message.createdAt,
    parts: message.parts,
    targets: task.targets.length,
    names: task.targets.slice(0, mostNames).map(nameOf),
    confirmedAt: task.confirmedAt,
    cancelledAt: message.cancelledAt,
    reminded: message.remindedAt.length,
    sent: results.filter((status) => status === 1).length,
    failed: results.filter((status) => status !== 1).length,
  };
}
