import type { FastifyInstance } from 'fastify';
import { type Notice, noticesIn, postNotice } from '../messages/notice.ts';
import { readBody, readParam } from '../phone/read.ts';
import { type Shopper, shoppers } from '../phone/shopper.ts';
import { BadInput } from '../world/bad-input.ts';
import { type Json, textOf, textsOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { appMessagesOf } from './app-messages.ts';
import { drawWay, recentWays } from './contact-ways.ts';
import { allStaff, departments, dropStaff, putStaff, type Staff, staffOf } from './corp.ts';
import { dropFromCrowd, putCrowd } from './crowd.ts';
import { addByPhone, addByWay, customersOf, editFriend, endFriendship, friendsOf, readWay } from './friends.ts';
import { type Deliver, tellCorp } from './push.ts';
import { tagOf } from './tags.ts';
import { noteLeaver, offersTo, refuseTransfer } from './transfer.ts';

/** WeCom on the phones of shoppers and of members of the corp. Below `/sandbox/api`. */
export function mountWecomPhones(app: FastifyInstance, world: World, deliver: Deliver): void {
  const shopperOf = (id: string): Shopper => {
    const shopper = world.store.of(shoppers).get(id);
    if (!shopper) throw new BadInput('没有这位模拟顾客', 404);
    return shopper;
  };
  const memberOf = (userid: string): Staff => {
    const member = staffOf(world, userid);
    if (!member) throw new BadInput('企业里没有这位成员', 404);
    return member;
  };

  // What a camera is shown, and the tap on 添加 below it.
  app.get('/shoppers/:id/contact-ways/:key', async (request) => {
    const scanned = readWay(world, shopperOf(readParam(request, 'id')), readParam(request, 'key'));
    if (scanned.outcome !== 'shown') return scanned;
    const { staff, isFriend } = scanned;
    return { outcome: 'shown', userid: staff.userid, name: staff.name, corp: world.credentials.corp.name, isFriend };
  });
  app.post('/shoppers/:id/contact-ways/:key', async (request) => {
    const userid = textOf(readBody(request), 'userid') ?? '';
    const shopper = shopperOf(readParam(request, 'id'));
    if (!(await addByWay(world, deliver, shopper, readParam(request, 'key'), userid)))
      throw new BadInput('现在加不上这位成员', 409);
    return { ok: true };
  });
  app.get('/shoppers/:id/contacts', async (request) => ({
    contacts: friendsOf(world, shopperOf(readParam(request, 'id')).id).map(({ userid, createdAt }) => ({
      userid,
      name: staffOf(world, userid)?.name ?? userid,
      corp: world.credentials.corp.name,
      createdAt,
    })),
  }));
  app.delete('/shoppers/:id/contacts/:userid', async (request) => {
    const shopper = shopperOf(readParam(request, 'id'));
    if (!(await endFriendship(world, deliver, 'customer', readParam(request, 'userid'), shopper.id)))
      throw new BadInput('通讯录里没有这位', 404);
    return { ok: true };
  });

  app.get('/staff', async () => ({
    corp: world.credentials.corp.name,
    staff: allStaff(world).map((one) => ({
      ...one,
      departmentName: departments.find(({ id }) => id === one.department)?.name ?? '',
      customers: customersOf(world, one.userid).length,
    })),
    codes: recentWays(world),
  }));
  // A member more, as the console of the corp takes one in.
  app.post('/staff', async (request) => {
    const body = readBody(request);
    const [userid, name] = [textOf(body, 'userid') ?? '', textOf(body, 'name') ?? ''];
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(userid) || name === '') throw new BadInput('userid 和 name 必填');
    if (staffOf(world, userid)) throw new BadInput('已有这位成员', 409);
    const flags = { active: true, realName: true, canContact: true, ownWelcome: false };
    return putStaff(world, { userid, name, department: departments[1]?.id ?? 1, capacity: 5000, ...flags });
  });
  // Customers from before this world, without phones: `count` of them; and one of them who is gone, of which nothing tells.
  app.put('/staff/:userid/crowd', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const { count } = readBody(request);
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 20_000)
      throw new BadInput('count 应为 0 到 20000 的整数');
    putCrowd(world, userid, count);
    return { ok: true };
  });
  app.delete('/staff/:userid/crowd/:number', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    dropFromCrowd(world, userid, Number(readParam(request, 'number')));
    return { ok: true };
  });
  app.delete('/staff/:userid', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    noteLeaver(world, userid);
    dropStaff(world, userid);
    await tellCorp(world, deliver, 'change_contact', { ChangeType: 'delete_user', UserID: userid });
    return { ok: true };
  });
  // What another member of the corp takes over: she is told on her phone, and may refuse for a day.
  app.get('/shoppers/:id/transfers', async (request) => ({
    transfers: offersTo(world, shopperOf(readParam(request, 'id')).id).map(({ id, handover, takeover, dueAt }) => ({
      ...{ id, dueAt, handover, from: staffOf(world, handover)?.name ?? handover },
      to: staffOf(world, takeover)?.name ?? takeover,
    })),
  }));
  app.delete('/shoppers/:id/transfers/:transfer', async (request) => {
    const { id } = shopperOf(readParam(request, 'id'));
    if (!(await refuseTransfer(world, deliver, id, readParam(request, 'transfer'))))
      throw new BadInput('没有等待答复的转接', 404);
    return { ok: true };
  });
  app.put('/staff/:userid', async (request) =>
    putStaff(world, changed(memberOf(readParam(request, 'userid')), readBody(request))),
  );
  app.get('/staff/:userid/customers', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    return {
      customers: customersOf(world, userid).map((friend) => ({
        shopperId: friend.shopperId,
        externalUserid: friend.externalUserid,
        name: friend.remark || (world.store.of(shoppers).get(friend.shopperId)?.label ?? ''),
        createdAt: friend.createdAt,
        state: friend.state,
        tags: friend.tags.flatMap((id) => tagOf(world, id)?.name ?? []),
        said: noticesIn(world, friend.shopperId, userid).map(({ title, page, at }: Notice) => ({ title, page, at })),
      })),
    };
  });
  app.get('/staff/:userid/app-messages', async (request) => ({
    messages: appMessagesOf(world, memberOf(readParam(request, 'userid')).userid),
  }));
  app.post('/staff/:userid/customers/:shopper/messages', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const { id: shopperId } = shopperOf(readParam(request, 'shopper'));
    const title = (textOf(readBody(request), 'text') ?? '').trim();
    if (title === '' || [...title].length > 500) throw new BadInput('消息应为 1 到 500 个字');
    if (!friendsOf(world, shopperId).some((one) => one.userid === userid)) throw new BadInput('对方已不是好友', 409);
    postNotice(world, { shopperId, chat: 'wecom', from: userid, title });
    return { ok: true };
  });
  app.put('/staff/:userid/customers/:shopper', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const { id: shopperId } = shopperOf(readParam(request, 'shopper'));
    const friend = friendsOf(world, shopperId).find((one) => one.userid === userid);
    if (!friend) throw new BadInput('对方已不是好友', 409);
    const body = readBody(request);
    const [remark, tags] = [textOf(body, 'remark'), textsOf(body, 'tags')];
    if ([...(remark ?? '')].length > 20) throw new BadInput('备注最多 20 个字');
    if (tags?.some((id) => !tagOf(world, id))) throw new BadInput('企业没有这个标签');
    await editFriend(world, deliver, friend, {
      ...(remark === undefined ? {} : { remark }),
      ...(tags === undefined ? {} : { tags }),
    });
    return { ok: true };
  });
  // 添加客户 → 搜索手机号, and her yes.
  app.post('/staff/:userid/customers', async (request, reply) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    const phone = textOf(readBody(request), 'phoneNumber') ?? '';
    const shopper = [...world.store.of(shoppers).all()].find(({ phoneNumber }) => phoneNumber === phone);
    if (!shopper) throw new BadInput('该用户不存在', 404);
    if (!(await addByPhone(world, deliver, userid, shopper))) throw new BadInput('现在加不了客户', 409);
    return reply.code(201).send({ ok: true });
  });
  app.delete('/staff/:userid/customers/:shopper', async (request) => {
    const { userid } = memberOf(readParam(request, 'userid'));
    if (!(await endFriendship(world, deliver, 'staff', userid, readParam(request, 'shopper'))))
      throw new BadInput('客户列表里没有这位', 404);
    return { ok: true };
  });
}

/** The picture behind `qr_code`, as a page shows it. */
export function mountWecomPictures(app: FastifyInstance, world: World): void {
  app.get('/sandbox/wecom/qr/:file', async (request, reply) => {
    const picture = await drawWay(world, readParam(request, 'file').replace(/\.png$/, ''));
    return picture === null ? reply.code(404).send('') : reply.type('image/png').send(picture);
  });
  app.get('/sandbox/wecom/add/:key', async (request, reply) =>
    reply.redirect(`/sandbox/phone?${new URLSearchParams({ shopper: 'new', add: readParam(request, 'key') })}`),
  );
}

function changed(member: Staff, body: Json): Staff {
  const flags = ['active', 'realName', 'canContact', 'ownWelcome'] as const;
  for (const name of flags)
    if (body[name] !== undefined && typeof body[name] !== 'boolean') throw new BadInput(`${name} 应为 true 或 false`);
  const capacity = body.capacity ?? member.capacity;
  if (typeof capacity !== 'number' || !Number.isInteger(capacity) || capacity < 0 || capacity > 20_000)
    throw new BadInput('capacity 应为 0 到 20000 的整数');
  return { ...member, ...Object.fromEntries(flags.map((name) => [name, body[name] ?? member[name]])), capacity };
}
