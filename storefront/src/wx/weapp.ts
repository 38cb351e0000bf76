import Taro from '@tarojs/taro';
import { type Port, WxFailure } from './port.ts';

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
      const { result } = await said('scanCode', Taro.scanCode({}));
      return result;
    } catch (failure) {
      if (failure instanceof WxFailure && failure.cancelled) return null;
      throw failure;
    }
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
