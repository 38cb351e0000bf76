import { signal } from '@preact/signals';
import { type App, call, type Summary, sandbox } from './api.ts';

/** The shop as WeChat's sheets name it before the sandbox has said which mini programs there are. */
export const shopName = '活水鲜生';

/** The mini programs of this world, the main one first. */
export const miniPrograms = signal<readonly App[]>([]);

let reading: Promise<readonly App[]> | null = null;

/** Read once; a failed try is made again by whoever asks next. */
export async function readMiniPrograms(): Promise<readonly App[]> {
  reading ??= call<Summary>('GET', `${sandbox}/state`).then(
    ({ apps }) => {
      miniPrograms.value = apps.filter(({ kind }) => kind === 'mini_program');
      return miniPrograms.value;
    },
    (error: unknown) => {
      reading = null;
      throw error;
    },
  );
  return reading;
}

/** What WeChat calls the mini program with this appid; null is the main one. */
export function nameOfApp(appid: string | null | undefined): string {
  const known = appid ? miniPrograms.value.find((app) => app.appid === appid) : miniPrograms.value[0];
  return known?.name ?? shopName;
}

/** The main mini program goes by null, so that a phone can open it before the sandbox has said its appid. */
export function keyOfApp(appid: string | undefined): string | null {
  return appid === undefined || appid === miniPrograms.value[0]?.appid ? null : appid;
}
