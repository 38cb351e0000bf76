import { type Json, textOf, textsOf } from '../world/json.ts';
import type { Duty } from '../world/schedule.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type Staff, staffOf } from './corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { customersOf, type Friend, friendOf, handOver, isFriend } from './friends.ts';
import { type Deliver, tellCorp } from './push.ts';

/** 客户接替: the customer of one member is offered to another. On the job she may refuse within a day; of who left she cannot. */
export type Transfer = {
  readonly id: string;
  readonly handover: string;
  readonly takeover: string;
  readonly external: string;
  readonly shopperId: string;
  readonly resigned: boolean;
  readonly at: string;
  readonly dueAt: string;
  /** 1 done, 2 waiting, 3 refused by the customer, 4 the taker is full. */
  readonly status: 1 | 2 | 3 | 4;
  readonly message: string;
};

const transfers: TableShape<Transfer> = { name: 'wecom-transfers', by: ({ external }) => external };
/** Source: document/path/92125, 94081 */
const mostCustomers = 100;
const longestMessage = 200;
const dayMs = 86_400_000;
const windowMs = 90 * dayMs;
const mostInWindow = 2;

export const transferEndpoints: readonly WecomEndpoint[] = [
  endpoint('transfer_customer', '分配在职成员的客户', (world, body) => ask(world, body, false)),
  endpoint('resigned/transfer_customer', '分配离职成员的客户', (world, body) => ask(world, body, true)),
  endpoint('transfer_result', '查询客户接替状态', (world, body) => result(world, body)),
  endpoint('resigned/transfer_result', '查询离职客户接替状态', (world, body) => result(world, body)),
  endpoint('get_unassigned_list', '待分配的离职成员客户', (world, body) => {
    const size = body.page_size ?? 1000;
    if (typeof size !== 'number' || size < 1 || size > 1000) throw badParameter('page_size');
    const from = Number(textOf(body, 'cursor') || 0);
    const all = [...world.store.of(leavers).all()].flatMap(({ userid, at }) =>
      customersOf(world, userid).map(({ externalUserid }) => ({
        handover_userid: userid,
        external_userid: externalUserid,
        dimission_time: Math.floor(Date.parse(at) / 1000),
      })),
    );
    const info = all.slice(from, from + size);
    const isLast = from + info.length >= all.length;
    return { ...done, info, is_last: isLast, next_cursor: isLast ? '' : String(from + info.length) };
  }),
];

function endpoint(name: string, title: string, answer: (world: World, body: Json) => Json): WecomEndpoint {
  return {
    method: 'POST',
    path: `/cgi-bin/externalcontact/${name}`,
    title,
    answer: (world, { body }) => answer(world, body),
  };
}

/** Who left the corp, and when: the customers wait for somebody. */
const leavers: TableShape<{ readonly userid: string; readonly at: string }> = { name: 'wecom-leavers' };

export function noteLeaver(world: World, userid: string): void {
  world.store.of(leavers).put(userid, { userid, at: world.clock.now().toISOString() });
}

function ask(world: World, body: Json, resigned: boolean): Json {
  const [handover, takeover] = [textOf(body, 'handover_userid') ?? '', textOf(body, 'takeover_userid') ?? ''];
  const externals = textsOf(body, 'external_userid') ?? [];
  if (externals.length === 0 || externals.length > mostCustomers) throw badParameter('external_userid');
  const left = world.store.of(leavers).get(handover) !== undefined;
  if (resigned && !left) throw new WecomError(40097, 'handover user is not resigned');
  if (!resigned && (left || !staffOf(world, handover))) throw new WecomError(40003, 'invalid handover userid');
  const taker = staffOf(world, takeover);
  if (!taker || handover === takeover) throw new WecomError(40003, 'invalid takeover userid');
  const message = textOf(body, 'transfer_success_msg') ?? '';
  if ([...message].length > longestMessage) throw badParameter('transfer_success_msg');
  const customer = externals.map((external) => {
    const refused = whyNot(world, { handover, taker, external, resigned });
    if (refused === 0) begin(world, { handover, takeover, external, resigned, message });
    return { external_userid: external, errcode: refused };
  });
  return { ...done, customer };
}

type Asked = {
  readonly handover: string;
  readonly taker: Staff;
  readonly external: string;
  readonly resigned: boolean;
};

function whyNot(world: World, { handover, taker, external, resigned }: Asked): number {
  const friend = friendOf(world, handover, external);
  if (!friend || !isFriend(friend)) return 40096;
  if (!taker.active || !taker.realName || !taker.canContact) return 40098;
  const mine = world.store.of(transfers).by(external);
  if (mine.some(({ status, handover: of }) => status === 2 && of === handover)) return 40100;
  const coming = [...world.store.of(transfers).all()].filter(
    (one) => one.status === 2 && one.takeover === taker.userid,
  );
  if (customersOf(world, taker.userid).length + coming.length >= taker.capacity) return 40099;
  const since = world.clock.now().getTime() - windowMs;
  const recent = mine.filter(({ status, at, resigned }) => status === 1 && !resigned && Date.parse(at) > since);
  return !resigned && recent.length >= mostInWindow ? 40128 : 0;
}

type Begun = Pick<Transfer, 'handover' | 'takeover' | 'external' | 'resigned' | 'message'>;

function begin(world: World, begun: Begun): void {
  const number = world.store.next('wecom-transfer');
  const at = world.clock.now();
  const shopperId = friendOf(world, begun.handover, begun.external)?.shopperId ?? '';
  // She has a day to refuse; silence is a yes.
  const dueAt = new Date(at.getTime() + dayMs).toISOString();
  const id = `t${number}`;
  world.store.of(transfers).put(id, { ...begun, id, shopperId, at: at.toISOString(), dueAt, status: 2 });
  world.bus.tell({ topic: 'chats', id: shopperId });
  world.schedule.wake();
}

function result(world: World, body: Json): Json {
  const [handover, takeover] = [textOf(body, 'handover_userid') ?? '', textOf(body, 'takeover_userid') ?? ''];
  const from = Number(textOf(body, 'cursor') || 0);
  const newest = new Map<string, Transfer>();
  for (const one of world.store.of(transfers).all())
    if (one.handover === handover && one.takeover === takeover) newest.set(one.external, one);
  const all = [...newest.values()];
  const rows = all.slice(from, from + 1000);
  return {
    ...done,
    customer: rows.map(({ external, status, dueAt }) => ({
      external_userid: external,
      status,
      takeover_time: status === 1 ? Math.floor(Date.parse(dueAt) / 1000) : 0,
    })),
    next_cursor: from + rows.length < all.length ? String(from + rows.length) : '',
  };
}

/** What waits for her answer, on her phone. */
export function offersTo(world: World, shopperId: string): readonly Transfer[] {
  return [...world.store.of(transfers).all()].filter(
    (one) => one.shopperId === shopperId && one.status === 2 && !one.resigned,
  );
}

/** She wants nobody else. False: nothing waits for her. */
export async function refuseTransfer(world: World, deliver: Deliver, shopperId: string, id: string): Promise<boolean> {
  const offer = offersTo(world, shopperId).find((one) => one.id === id);
  if (!offer) return false;
  await end(world, deliver, offer, 3);
  return true;
}

/** What was not refused within its day goes over. */
export function settleTransfers(world: World, deliver: Deliver): Duty {
  const waiting = () => [...world.store.of(transfers).all()].filter(({ status }) => status === 2);
  return {
    next: () => {
      const first = waiting()
        .map(({ dueAt }) => dueAt)
        .sort()[0];
      return first === undefined ? null : new Date(first);
    },
    run: async (now) => {
      for (const one of waiting()) if (Date.parse(one.dueAt) <= now.getTime()) await goOver(world, deliver, one);
    },
    underWay: () => null,
  };
}

async function goOver(world: World, deliver: Deliver, transfer: Transfer): Promise<void> {
  // Another run may have come first while one before it was told.
  if (world.store.of(transfers).get(transfer.id)?.status !== 2) return;
  const friend: Friend | undefined = friendOf(world, transfer.handover, transfer.external);
  const taker = staffOf(world, transfer.takeover);
  // She left meanwhile: nothing is left to hand over.
  if (!friend || !isFriend(friend) || !taker) return end(world, deliver, transfer, 3);
  if (customersOf(world, taker.userid).length >= taker.capacity) return end(world, deliver, transfer, 4);
  world.store.of(transfers).put(transfer.id, { ...transfer, status: 1 });
  await handOver(world, deliver, friend, transfer.takeover, transfer.message);
}

async function end(world: World, deliver: Deliver, transfer: Transfer, status: 3 | 4): Promise<void> {
  world.store.of(transfers).put(transfer.id, { ...transfer, status });
  world.bus.tell({ topic: 'chats', id: transfer.shopperId });
  await tellCorp(world, deliver, 'change_external_contact', {
    ChangeType: 'transfer_fail',
    FailReason: status === 3 ? 'customer_refused' : 'customer_limit_exceed',
    UserID: transfer.takeover,
    ExternalUserID: transfer.external,
  });
}
