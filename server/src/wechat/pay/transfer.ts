import { WechatInputError } from '../errors.ts';
import { type JsonObject, textAt, textOrNull, wordAt } from '../json.ts';
import type { PayClient } from './client.ts';
import { isUnknown } from './query.ts';

export const transferStates = [
  'ACCEPTED',
  'PROCESSING',
  'WAIT_USER_CONFIRM',
  'TRANSFERING',
  'SUCCESS',
  'FAIL',
  'CANCELING',
  'CANCELLED',
] as const;

/** 商家转账, the version in which the payee confirms. Source: merchant/4012711988. */
export type TransferOrder = {
  /** 1 to 32 of digits and letters. The same number is the same transfer: never another one for what may have been taken. */
  readonly outBillNo: string;
  readonly appid: string;
  readonly openid: string;
  /** Fen. From 2 000 yuan on WeChat asks for the payee's name, which is not sent here. */
  readonly amount: number;
  /** At most 32 characters; she reads it. */
  readonly remark: string;
  readonly sceneId: string;
  readonly report: readonly { readonly type: string; readonly content: string }[];
  readonly notifyUrl: string;
};

export type Transfer = {
  readonly outBillNo: string;
  readonly transferBillNo: string;
  readonly state: (typeof transferStates)[number];
  /** What wx.requestMerchantTransfer takes, while she has not confirmed. */
  readonly packageInfo: string | null;
  readonly failReason: string | null;
};

const PATH = '/v3/fund-app/mch-transfer/transfer-bills';

/** Being taken is no success: she has to confirm within a day. PayError NOTENOUGH, INVALIDREQUEST, NOAUTH, … */
export async function createTransfer(client: PayClient, order: TransferOrder): Promise<Transfer> {
  if (!/^[0-9A-Za-z]{1,32}$/.test(order.outBillNo))
    throw new WechatInputError('outBillNo', 'must be 1 to 32 of digits and letters');
  const body = {
    appid: order.appid,
    out_bill_no: order.outBillNo,
    transfer_scene_id: order.sceneId,
    openid: order.openid,
    transfer_amount: order.amount,
    transfer_remark: order.remark,
    notify_url: order.notifyUrl,
    transfer_scene_report_infos: order.report.map(({ type, content }) => ({ info_type: type, info_content: content })),
  };
  return readTransfer(await client({ method: 'POST', path: PATH, body }));
}

/** As it stands; null when WeChat never heard of it. */
export async function queryTransfer(client: PayClient, outBillNo: string): Promise<Transfer | null> {
  try {
    return readTransfer(await client({ method: 'GET', path: `${PATH}/out-bill-no/${encodeURIComponent(outBillNo)}` }));
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}

/** Only while she has not confirmed; being taken is not cancelled yet: ask. */
export async function cancelTransfer(client: PayClient, outBillNo: string): Promise<void> {
  await client({ method: 'POST', path: `${PATH}/out-bill-no/${encodeURIComponent(outBillNo)}/cancel`, body: {} });
}

function readTransfer(object: JsonObject): Transfer {
  return {
    outBillNo: textAt(object, 'out_bill_no'),
    transferBillNo: textAt(object, 'transfer_bill_no'),
    state: wordAt(object, 'state', transferStates),
    packageInfo: textOrNull(object, 'package_info'),
    failReason: textOrNull(object, 'fail_reason'),
  };
}
