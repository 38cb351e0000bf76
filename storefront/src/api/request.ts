import Taro from '@tarojs/taro';
import { currentLanguage } from '../ui/texts.ts';
import { ApiFailure } from './failure.ts';
import { t } from './texts.ts';

export type Ask = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
};
export type Said = { readonly status: number; readonly data: unknown };

const timeout = 12_000;

/** One HTTP exchange. Throws ApiFailure `network` (nothing came back) or `timeout`; any status is an answer. */
export async function request(ask: Ask): Promise<Said> {
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: `${API_BASE}${ask.path}`,
      method: ask.method,
      header: {
        ...ask.headers,
        // What went wrong is said in her language.
        'accept-language': currentLanguage(),
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      data: ask.body === undefined ? undefined : JSON.stringify(ask.body),
      timeout,
    });
    return { status: statusCode, data };
  } catch (failure) {
    const said =
      typeof failure === 'object' && failure !== null && 'errMsg' in failure ? String(failure.errMsg) : String(failure);
    if (/timeout/i.test(said)) throw new ApiFailure('timeout', t('slow'));
    throw new ApiFailure('network', t('network'));
  }
}
