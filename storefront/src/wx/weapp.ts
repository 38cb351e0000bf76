import Taro from '@tarojs/taro';
import { type Port, type Receipt, type Transfer, WxFailure } from './port.ts';

/** The real thing. Phone number and sharing exist only behind WeChat's own buttons, hence PhoneButton and ShareButton. */
export const weappPort: Port = {
  alone: () => false,
  ready: async () => ({ shopper: 'wx', app: Taro.getAccountInfoSync().miniProgram.appId }),
  login: async () => {
    const { code } = await said('login', Taro.login());
    return code;
  },
  pay: async (params) => {
    try {
      await said('requestPayment', Taro.requestPayment(params));
      return 'paid';
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return 'cancelled';
      throw failure;
    }
  },
  takeTransfer: async (transfer) => {
    try {
      await said('requestMerchantTransfer', openTransfer(transfer));
      return 'shown';
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return 'cancelled';
      throw failure;
    }
  },
  confirmReceipt: async (receipt) => {
    if (!Taro.canIUse('openBusinessView')) return 'unable';
    try {
      const answer: object = await said('openBusinessView', openReceipt(receipt));
      const extra: unknown = 'extraData' in answer ? answer.extraData : undefined;
      const status = typeof extra === 'object' && extra !== null && 'status' in extra ? extra.status : undefined;
      if (status === 'cancel') return 'cancelled';
      return status === 'fail' ? 'unable' : 'confirmed';
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return 'cancelled';
      return 'unable';
    }
  },
  subscribe: async (templateIds) => {
    const ids = templateIds.slice(0, 3);
    const result: object = await said(
      'requestSubscribeMessage',
      Taro.requestSubscribeMessage({ tmplIds: ids, entityIds: [] }),
    );
    const answers: Record<string, string> = {};
    for (const [id, answer] of Object.entries(result))
      if (ids.includes(id) && typeof answer === 'string') answers[id] = answer;
    return answers;
  },
  scan: async () => {
    try {
      // A code of this very app comes in `path`; any other in `result`.
      const { path, result } = await said('scanCode', Taro.scanCode({}));
      return path || result;
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return null;
      throw failure;
    }
  },
  // Large, where a long press has the menu that reads it.
  pressCode: async (picture) => {
    await said('previewImage', Taro.previewImage({ urls: [picture] }));
  },
  phone: async () => null,
  share: async () => undefined,
  language: () => (Taro.canIUse('getAppBaseInfo') ? (Taro.getAppBaseInfo().language ?? '') : ''),
  setTitle: (title) => {
    void Taro.setNavigationBarTitle({ title });
  },
  // WeChat follows pages by itself, and opens them itself.
  page: () => undefined,
  haptic: () => {
    Taro.vibrateShort({ type: 'light' }).catch(() => undefined);
  },
  onShell: () => undefined,
};

async function openTransfer(transfer: Transfer): Promise<object> {
  return new Promise((success, fail) => wx.requestMerchantTransfer({ ...transfer, success, fail }));
}

async function openReceipt({ merchantId, merchantTradeNo, transactionId }: Receipt): Promise<object> {
  return new Promise((success, fail) =>
    wx.openBusinessView({
      businessType: 'weappOrderConfirm',
      extraData: { merchant_id: merchantId, merchant_trade_no: merchantTradeNo, transaction_id: transactionId },
      success,
      fail,
    }),
  );
}

/** Turns WeChat's `{ errMsg }` rejections into one kind of failure. */
async function said<T>(call: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (failure) {
    const errMsg =
      typeof failure === 'object' && failure !== null && 'errMsg' in failure ? String(failure.errMsg) : String(failure);
    throw new WxFailure(call, errMsg);
  }
}
