import Taro from '@tarojs/taro';
import { ApiFailure, failureOf } from './failure.ts';
import { dropToken, sessionToken } from './session.ts';
import { t } from './texts.ts';

/** Sends a picture of what is wrong; answers its address. Signs in once more when the session ran out. */
export async function sendPicture(path: string): Promise<string> {
  const token = await sessionToken();
  const first = await send(path, token);
  if (first.status !== 401) return addressIn(first);
  await dropToken(token);
  return addressIn(await send(path, await sessionToken()));
}

type Said = { readonly status: number; readonly data: unknown };

async function send(path: string, token: string): Promise<Said> {
  try {
    const { statusCode, data } = await Taro.uploadFile({
      url: `${API_BASE}/api/shop/evidence`,
      filePath: path,
      name: 'file',
      header: { authorization: `Bearer ${token}` },
    });
    return { status: statusCode, data: parsed(data) };
  } catch {
    throw new ApiFailure('network', t('network'));
  }
}

function addressIn({ status, data }: Said): string {
  if (status >= 200 && status < 300 && typeof data === 'object' && data !== null && 'url' in data)
    return String(data.url);
  throw failureOf(status, data);
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
