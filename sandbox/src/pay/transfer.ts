import { postNotice } from '../messages/notice.ts';
import { openidOf, type Shopper, shopperByOpenid } from '../phone/shopper.ts';
import { appById } from '../world/apps.ts';
import { rfc3339 } from '../world/clock.ts';
import type { App } from '../world/credentials.ts';
import { canonical, type Json, textOf } from '../world/json.ts';
import type { Duty } from '../world/schedule.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type Pay, type PayEndpoint, PayError, paramError } from './endpoint.ts';
import { notifyUrlOf } from './notify-url.ts';
import { checkShape, transferShape } from './shape.ts';

type State = 'WAIT_USER_CONFIRM' | 'TRANSFERING' | 'SUCCESS' | 'FAIL' | 'CANCELING' | 'CANCELLED';

/** 商家转账, the version in which the payee confirms (since 2025-01). Fen. */
type Transfer = {
  readonly outBillNo: string;
  readonly transferBillNo: string;
  readonly appid: string;
  readonly openid: string;
  readonly shopperId: string;
  readonly amount: number;
  readonly remark: string;
  readonly packageInfo: string;
  readonly state: State;
  readonly failReason: string | null;
  readonly notifyUrl: string | null;
  readonly fingerprint: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When the state that it is in ends by itself; null: it has ended. */
  readonly endsAt: string | null;
};

const transfers: TableShape<Transfer> = {
  name: 'merchant-transfers',
  by: ({ endsAt }) => (endsAt === null ? 'ended' : 'open'),
};

/** Source: merchant/4012711988; the minimum was 0.10 yuan in 2026-08. */
const least = 10;
const nameFrom = 200_000;
const confirmMs = 24 * 3_600_000;
const settleMs = 1000;

const createTransfer: PayEndpoint = {
  method: 'POST',
  path: '/v3/fund-app/mch-transfer/transfer-bills',
  title: '发起商家转账',
  answer: ({ world }, { body }) => {
    checkShape(body, transferShape);
    const wanted = readTransfer(world, body);
    const known = world.store.of(transfers).get(wanted.outBillNo);
    if (known) {
      if (known.fingerprint !== wanted.fingerprint)
        throw new PayError(400, 'ALREADY_EXISTS', '单号已存在，且信息与之前不一致');
      return transferOf(known);
    }
    if (world.faults.get().refundNotEnough) throw new PayError(403, 'NOT_ENOUGH', '商户运营账户资金不足');
    world.store.of(transfers).put(wanted.outBillNo, wanted);
    world.schedule.wake();
    return transferOf(wanted);
  },
};

const queryByOutBillNo: PayEndpoint = {
  method: 'GET',
  path: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:outBillNo',
  title: '查询商家转账（商户单号）',
  answer: ({ world }, { params }) => transferOf(find(world, ({ outBillNo }) => outBillNo === params.outBillNo)),
};

const queryByTransferBillNo: PayEndpoint = {
  method: 'GET',
  path: '/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/:transferBillNo',
  title: '查询商家转账（微信单号）',
  answer: ({ world }, { params }) =>
    transferOf(find(world, ({ transferBillNo }) => transferBillNo === params.transferBillNo)),
};

/** While the payee has not confirmed; a second later it is cancelled. */
const cancelTransfer: PayEndpoint = {
  method: 'POST',
  path: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:outBillNo/cancel',
  title: '撤销商家转账',
  answer: ({ world }, { params }) => {
    const known = find(world, ({ outBillNo }) => outBillNo === params.outBillNo);
    const isOn = known.state === 'CANCELING' || known.state === 'CANCELLED';
    if (!isOn && known.state !== 'WAIT_USER_CONFIRM') throw new PayError(400, 'INVALID_REQUEST', '当前状态不支持撤销');
    const now = isOn ? known : move(world, known, 'CANCELING', settleMs);
    world.schedule.wake();
    return {
      out_bill_no: now.outBillNo,
      transfer_bill_no: now.transferBillNo,
      state: now.state,
      update_time: rfc3339(new Date(now.updatedAt)),
    };
  },
};

export const merchantTransferEndpoints: readonly PayEndpoint[] = [
  createTransfer,
  queryByOutBillNo,
  queryByTransferBillNo,
  cancelTransfer,
];

/** What wx.requestMerchantTransfer shows her; a refusal where the sheet does not open. */
export function openTransfer(world: World, app: App, shopper: Shopper, body: Json): Json {
  const transfer = ofPackage(world, app, shopper, body);
  if (typeof transfer === 'string') return { ok: false, errMsg: `requestMerchantTransfer:fail ${transfer}` };
  return { ok: true, amount: transfer.amount, remark: transfer.remark };
}

/** She takes the money, or closes the sheet: then it waits until its day is over. */
export function answerTransfer(world: World, app: App, shopper: Shopper, body: Json): Json {
  const transfer = ofPackage(world, app, shopper, body);
  if (typeof transfer === 'string') return { errMsg: `requestMerchantTransfer:fail ${transfer}` };
  if (body.answer !== 'confirm') return { errMsg: 'requestMerchantTransfer:fail cancel' };
  move(world, transfer, 'TRANSFERING', settleMs);
  world.schedule.wake();
  return { errMsg: 'requestMerchantTransfer:ok' };
}

function ofPackage(world: World, app: App, shopper: Shopper, body: Json): Transfer | string {
  const found = [...world.store.of(transfers).all()].find(({ packageInfo }) => packageInfo === body.package);
  if (!found) return '参数 package 无效';
  if (found.openid !== openidOf(world, shopper, app)) return '收款用户与当前用户不一致';
  return found.state === 'WAIT_USER_CONFIRM' ? found : '转账单已失效或已确认';
}

/** Ends what has waited long enough, and tells the merchant how it ended. */
export function settleMerchantTransfers(pay: Pay): Duty {
  const open = (): readonly Transfer[] => pay.world.store.of(transfers).by('open');
  return {
    next: () => {
      const first = Math.min(...open().map(({ endsAt }) => new Date(endsAt ?? 0).getTime()));
      return Number.isFinite(first) ? new Date(first) : null;
    },
    run: async (now) => {
      const due = open().filter(({ endsAt }) => endsAt !== null && new Date(endsAt) <= now);
      await Promise.all(due.map(async (transfer) => end(pay, transfer)));
    },
  };
}

async function end({ world, notifier }: Pay, transfer: Transfer): Promise<void> {
  const state = transfer.state === 'TRANSFERING' ? 'SUCCESS' : transfer.state === 'CANCELING' ? 'CANCELLED' : 'FAIL';
  const ended = move(world, transfer, state, null, state === 'FAIL' ? 'OVERDUE_CLOSE' : null);
  if (state === 'SUCCESS')
    postNotice(world, {
      shopperId: ended.shopperId,
      chat: 'pay',
      title: '转账到账通知',
      amount: ended.amount,
      fields: [
        { label: '到账方式', value: '零钱' },
        { label: '说明', value: ended.remark },
        { label: '转账单号', value: ended.transferBillNo },
      ],
    });
  if (ended.notifyUrl === null) return;
  await notifier.queue({
    url: ended.notifyUrl,
    eventType: 'MCHTRANSFER.BILL.FINISHED',
    summary: '商家转账单据终态通知',
    originalType: 'mch_payment',
    resource: {
      mchid: world.credentials.mchid,
      out_bill_no: ended.outBillNo,
      transfer_bill_no: ended.transferBillNo,
      state: ended.state,
      transfer_amount: ended.amount,
      openid: ended.openid,
      ...(ended.failReason === null ? {} : { fail_reason: ended.failReason }),
      create_time: rfc3339(new Date(ended.createdAt)),
      update_time: rfc3339(new Date(ended.updatedAt)),
    },
  });
}

function move(
  world: World,
  transfer: Transfer,
  state: State,
  lastsMs: number | null,
  failReason: string | null = null,
): Transfer {
  const now = world.clock.now();
  const endsAt = lastsMs === null ? null : new Date(now.getTime() + lastsMs).toISOString();
  const moved = { ...transfer, state, failReason, updatedAt: now.toISOString(), endsAt };
  world.store.of(transfers).put(transfer.outBillNo, moved);
  world.bus.tell({ topic: 'payments', id: transfer.shopperId });
  return moved;
}

function find(world: World, is: (transfer: Transfer) => boolean): Transfer {
  const found = [...world.store.of(transfers).all()].find(is);
  if (!found) throw new PayError(404, 'NOT_FOUND', '转账单不存在');
  return found;
}

function readTransfer(world: World, body: Json): Transfer {
  const outBillNo = textOf(body, 'out_bill_no') ?? '';
  if (!/^[0-9A-Za-z]{1,32}$/.test(outBillNo)) throw paramError('/out_bill_no', '商户单号只能是 1 到 32 位的数字和字母');
  const app = appById(world, textOf(body, 'appid') ?? '');
  if (!app) throw paramError('/appid', 'appid 与商户号未绑定');
  const openid = textOf(body, 'openid') ?? '';
  const shopper = shopperByOpenid(world, app, openid);
  if (!shopper) throw paramError('/openid', '无效的openid');
  const amount = body.transfer_amount;
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < least)
    throw new PayError(400, 'INVALID_REQUEST', '转账金额超过单笔转账上下限');
  if (amount >= nameFrom && textOf(body, 'user_name') === undefined)
    throw paramError('/user_name', '转账金额不低于 2000 元时必须填写收款用户姓名');
  const remark = textOf(body, 'transfer_remark') ?? '';
  if (remark === '') throw paramError('/transfer_remark', '转账备注必填');
  const infos = body.transfer_scene_report_infos;
  if (textOf(body, 'transfer_scene_id') === undefined) throw paramError('/transfer_scene_id', '转账场景必填');
  if (!Array.isArray(infos) || infos.length === 0)
    throw paramError('/transfer_scene_report_infos', '需传入转账场景报备信息');
  const now = world.clock.now();
  const number = world.store.next('merchant-transfer');
  return {
    ...{ outBillNo, openid, amount, remark, appid: app.appid, shopperId: shopper.id, state: 'WAIT_USER_CONFIRM' },
    transferBillNo: `1330${seeded(world.seed, 'transfer', number, 14, digits)}${String(number).padStart(12, '0')}`,
    packageInfo: `ABBQO${seeded(world.seed, 'transfer-package', number, 40, digits)}`,
    failReason: null,
    notifyUrl: body.notify_url === undefined ? null : notifyUrlOf(world, textOf(body, 'notify_url') ?? ''),
    fingerprint: canonical({ openid, amount, appid: app.appid }),
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    endsAt: new Date(now.getTime() + confirmMs).toISOString(),
  };
}

function transferOf(transfer: Transfer): Json {
  return {
    out_bill_no: transfer.outBillNo,
    transfer_bill_no: transfer.transferBillNo,
    state: transfer.state,
    transfer_amount: transfer.amount,
    transfer_remark: transfer.remark,
    openid: transfer.openid,
    create_time: rfc3339(new Date(transfer.createdAt)),
    update_time: rfc3339(new Date(transfer.updatedAt)),
    ...(transfer.state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
    ...(transfer.failReason === null ? {} : { fail_reason: transfer.failReason }),
  };
}
