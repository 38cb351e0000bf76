import Taro from '@tarojs/taro';

/**
 * What an app is told of the phone: kind, system, screen. A number of it is told to no app, so this names nobody; empty where the phone is
 * not a real one.
 */
export function deviceKind(): { readonly device?: string } {
  if (process.env.TARO_ENV !== 'weapp' || !Taro.canIUse('getDeviceInfo')) return {};
  const { brand = '', model = '', system = '' } = Taro.getDeviceInfo();
  const { screenWidth = 0, screenHeight = 0 } = Taro.getWindowInfo();
  return { device: `${brand} ${model} ${system} ${screenWidth}x${screenHeight}`.trim().slice(0, 120) };
}
