type Request = {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};
/** What the shop's server says to a request. */
export type Answer = (request: Request) => { readonly status: number; readonly data: unknown };

type Moves = {
  readonly navigateTo: (url: string) => void;
  readonly redirectTo: (url: string) => void;
  readonly switchTab: (url: string) => void;
  readonly reLaunch: (url: string) => void;
  readonly navigateBack: () => void;
};
type Options = {
  readonly url?: string;
  readonly key?: string;
  readonly data?: unknown;
  readonly success?: (result: unknown) => void;
  readonly complete?: (result: unknown) => void;
};

/** The phone that the mini program runs on; `picks` is the entry she taps in any list that WeChat offers. */
export type Phone = {
  readonly language: 'zh_CN' | 'en';
  readonly picks?: number;
  /** What she does on WeChat's own sheet of confirming a receipt; a phone too old for it has none. */
  readonly receipt?: 'success' | 'cancel' | 'none';
};

/** Done without a word, as far as the logic can tell. */
const quiet = [
  'setNavigationBarTitle',
  'setTabBarBadge',
  'setTabBarItem',
  'removeTabBarBadge',
  'showToast',
  'vibrateShort',
  'stopPullDownRefresh',
] as const;

/** WeChat as the mini program sees it: it remembers what was asked, stores, answers requests, and moves between pages. */
export function createWx(answer: Answer, moves: Moves, phone: Phone) {
  let launched: object = { path: '', query: {}, scene: 1001 };
  const calls: { call: string; args: unknown }[] = [];
  const requests: string[] = [];
  const stored = new Map<string, unknown>();

  const succeed =
    (call: string, result: (options: Options) => object = () => ({})) =>
    (options: Options = {}) => {
      calls.push({ call, args: options });
      queueMicrotask(() => {
        const said = { errMsg: `${call}:ok`, ...result(options) };
        options.success?.(said);
        options.complete?.(said);
      });
    };
  const move = (call: string, go: (url: string) => void) => (options: Options) => {
    calls.push({ call, args: options.url });
    go(options.url ?? '');
    options.success?.({ errMsg: `${call}:ok` });
    options.complete?.({ errMsg: `${call}:ok` });
  };
  const observer = { relativeToViewport: () => observer, observe: () => undefined, disconnect: () => undefined };

  const api: Record<string, unknown> = {
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0000000000000000' } }),
    login: succeed('login', () => ({ code: 'code-1' })),
    request: (options: Options & { readonly method?: string; readonly header?: Record<string, string> }) => {
      const { pathname, search } = new URL(options.url ?? '');
      const asked = `${options.method ?? 'GET'} ${pathname}${search}`;
      requests.push(asked);
      const body = typeof options.data === 'string' ? JSON.parse(options.data) : undefined;
      const path = `${pathname}${search}`;
      const { status, data } = answer({ method: options.method ?? 'GET', path, body, headers: options.header ?? {} });
      const said = { statusCode: status, data, header: {}, errMsg: 'request:ok' };
      setTimeout(() => {
        options.success?.(said);
        options.complete?.(said);
      }, 1);
      return { abort: () => undefined };
    },
    requestPayment: succeed('requestPayment'),
    requestSubscribeMessage: succeed('requestSubscribeMessage'),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => stored.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => stored.delete(key),
    getSystemInfoSync: () => ({
      windowWidth: 390,
      windowHeight: 844,
      pixelRatio: 3,
      platform: 'ios',
      SDKVersion: '3.6.0',
    }),
    getAppBaseInfo: () => ({ language: phone.language, SDKVersion: '3.6.0' }),
    showActionSheet: succeed('showActionSheet', () => ({ tapIndex: phone.picks ?? 0 })),
    getWindowInfo: () => ({ windowWidth: 390, windowHeight: 844, pixelRatio: 3 }),
    getLaunchOptionsSync: () => launched,
    canIUse: (name: string) => name !== 'openBusinessView' || phone.receipt !== 'none',
    openBusinessView: succeed('openBusinessView', () => ({ extraData: { status: phone.receipt ?? 'success' } })),
    createIntersectionObserver: () => observer,
    navigateTo: move('navigateTo', moves.navigateTo),
    redirectTo: move('redirectTo', moves.redirectTo),
    switchTab: move('switchTab', moves.switchTab),
    reLaunch: move('reLaunch', moves.reLaunch),
    navigateBack: move('navigateBack', moves.navigateBack),
    nextTick: (then: () => void) => setTimeout(then, 0),
  };
  for (const name of quiet) api[name] = succeed(name);
  return {
    api,
    calls,
    requests,
    launchedBy: (options: object) => {
      launched = options;
    },
  };
}
