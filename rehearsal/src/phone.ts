/**
 * What a simulated shopper does with her WeChat: the sandbox's own API. `app` is the appid of the mini program she is in,
 * the main one without it.
 */
export type Phone = {
  /** The appids of the shop's mini programs, the main one first. */
  miniPrograms(): Promise<readonly string[]>;
  create(label: string): Promise<{ id: string; phoneNumber: string }>;
  loginCode(shopperId: string, app?: string): Promise<string>;
  phoneCode(shopperId: string, app?: string): Promise<string>;
  subscribe(
    shopperId: string,
    templateIds: readonly string[],
    accept: boolean,
    app?: string,
  ): Promise<Record<string, string>>;
  pay(shopperId: string, params: object, app?: string): Promise<boolean>;
  /** She presses the picture of a code of WeCom and adds who is behind it; false where nobody can be added. */
  addContact(shopperId: string, picture: string): Promise<boolean>;
  /** Shoppers with unread notices. */
  unread(): Promise<ReadonlySet<string>>;
  /** Pages behind her unread service notices, oldest first; they are read after this. */
  readNotices(shopperId: string): Promise<readonly { title: string; page: string }[]>;
};

type Notice = { title: string; page: string | null; read: boolean };

export function createPhone(server: string): Phone {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${server}/sandbox/api${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`sandbox ${path} → ${answer.status} ${(await answer.text()).slice(0, 200)}`);
    return JSON.parse(await answer.text());
  };
  return {
    miniPrograms: async () => {
      const { apps } = await call<{ apps: { appid: string; kind: string }[] }>('GET', '/state');
      return apps.filter(({ kind }) => kind === 'mini_program').map(({ appid }) => appid);
    },
    create: async (label) => call('POST', '/shoppers', { label }),
    loginCode: async (id, appid) =>
      (await call<{ code: string }>('POST', `/shoppers/${id}/login-code`, { appid })).code,
    phoneCode: async (id, appid) =>
      (await call<{ code: string }>('POST', `/shoppers/${id}/phone-code`, { appid })).code,
    subscribe: async (id, templateIds, accept, appid) => {
      const answer = await call<Record<string, unknown>>('POST', `/shoppers/${id}/subscribe`, {
        appid,
        templateIds,
        answer: accept ? 'accept' : 'reject',
      });
      return Object.fromEntries(
        Object.entries(answer).flatMap(([key, value]) =>
          typeof value === 'string' && key !== 'errMsg' ? [[key, value]] : [],
        ),
      );
    },
    pay: async (id, params, appid) => {
      const answer = await call<{ errMsg: string }>('POST', `/shoppers/${id}/pay`, {
        ...params,
        appid,
        answer: 'pay',
        awaitNotify: true,
      });
      return answer.errMsg === 'requestPayment:ok';
    },
    addContact: async (id, picture) => {
      const key = /qr\/(\w+)\.png$/.exec(picture)?.[1] ?? '';
      const path = `/shoppers/${id}/contact-ways/${key}`;
      const { outcome, userid } = await call<{ outcome: string; userid?: string }>('GET', path);
      if (outcome !== 'shown') return false;
      await call('POST', path, { userid });
      return true;
    },
    unread: async () => {
      const { shoppers } = await call<{ shoppers: { id: string }[] }>('GET', '/shoppers?unread=1&limit=2000');
      return new Set(shoppers.map((s) => s.id));
    },
    readNotices: async (id) => {
      const { chats } = await call<{ chats: { id: string; notices: Notice[] }[] }>('GET', `/shoppers/${id}/chats`);
      await call('POST', `/shoppers/${id}/chats/read`, {});
      const service = chats.filter((c) => c.id === 'service').flatMap((c) => c.notices);
      return service.flatMap((n) => (n.read || !n.page ? [] : [{ title: n.title, page: n.page }]));
    },
  };
}
