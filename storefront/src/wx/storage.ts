import Taro from '@tarojs/taro';
import { wx } from './index.ts';

/** Small things kept on the phone, per shopper and app: several shoppers, and several apps, share one browser in the sandbox. */
export const storage = {
  read: async (key: string): Promise<unknown> => {
    const found: unknown = Taro.getStorageSync(await own(key));
    return found === '' ? null : found;
  },
  write: async (key: string, value: unknown): Promise<void> => {
    Taro.setStorageSync(await own(key), value);
  },
  remove: async (key: string): Promise<void> => {
    Taro.removeStorageSync(await own(key));
  },
};

async function own(key: string): Promise<string> {
  const { shopper, app } = await wx.ready();
  return `huoshui:${shopper}:${app}:${key}`;
}
