import { type Words, words } from '@huoshui/contracts/words';

/** In this order: most of them also call themselves by the name of another. */
const browsers: readonly (readonly [pattern: RegExp, name: Words])[] = [
  [/wxwork\//i, words('企业微信', 'WeCom')],
  [/MicroMessenger\//i, words('微信', 'WeChat')],
  [/\bEdgA?(iOS)?\//, words('Edge', 'Edge')],
  [/\bOPR\//, words('Opera', 'Opera')],
  [/\b(Firefox|FxiOS)\//, words('Firefox', 'Firefox')],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, words('Chrome', 'Chrome')],
  [/\bSafari\//, words('Safari', 'Safari')],
];

const systems: readonly (readonly [pattern: RegExp, name: Words])[] = [
  [/\b(OpenHarmony|HarmonyOS)\b/, words('鸿蒙', 'HarmonyOS')],
  [/\biPhone\b/, words('iPhone', 'iPhone')],
  [/\biPad\b/, words('iPad', 'iPad')],
  [/\bAndroid\b/, words('安卓', 'Android')],
  [/\bWindows\b/, words('Windows', 'Windows')],
  [/\bMacintosh\b/, words('Mac', 'Mac')],
  [/\bLinux\b/, words('Linux', 'Linux')],
];

const unknown = words('未知设备', 'Unknown device');

/** `Chrome · Windows`, as a person would call it; what a program calls itself may be anything, so it is never shown as it came. */
export function deviceName(userAgent: string): Words {
  const [browser, system] = [browsers, systems].map((known) => known.find(([pattern]) => pattern.test(userAgent))?.[1]);
  if (browser === undefined && system === undefined) return unknown;
  const named = [browser, system].filter((name) => name !== undefined);
  return words(named.map(({ zh }) => zh).join(' · '), named.map(({ en }) => en).join(' · '));
}
