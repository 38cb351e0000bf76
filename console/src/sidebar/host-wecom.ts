import { type Entry, type Host, HostError } from './host-port.ts';
import { messagesOf } from './messages.ts';

const APIS = ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'sendChatMessage', 'openEnterpriseChat'];
/** So that a code that WeCom does not take any more leads to the page of OAuth once, and not in a circle. */
const AGAIN = 'again';

/** WeCom itself, by its own SDK (`@wecom/jssdk`: `config` and `agentConfig` in order, each signature for the address that counts on this system). */
export const wecomHost: Host = {
  keeps: true,
  code: async (entry) => {
    const query = new URLSearchParams(location.search);
    const code = query.get('code');
    const used = sessionStorage.getItem('huoshui.used');
    if (code !== null && code !== used) {
      sessionStorage.setItem('huoshui.used', code);
      return code;
    }
    if (query.get('state') === AGAIN && code === used && used !== null) throw new HostError('oauth:fail');
    location.replace(oauthOf(entry, code === null ? 'first' : AGAIN));
    // The page is gone by then.
    return new Promise(() => undefined);
  },
  register: async ({ corpid, agentid }, sign) => {
    const ww = await import('@wecom/jssdk');
    await new Promise<void>((resolve, reject) => {
      ww.register({
        corpId: corpid,
        agentId: agentid,
        jsApiList: APIS,
        getConfigSignature: async (url) => asTexts((await sign(url)).corp),
        getAgentConfigSignature: async (url) => asTexts((await sign(url)).agent),
        onAgentConfigSuccess: () => resolve(),
        onConfigFail: (result) => reject(new HostError(wordsOf(result))),
        onAgentConfigFail: (result) => reject(new HostError(wordsOf(result))),
      });
    });
  },
  customer: async () => {
    const ww = await import('@wecom/jssdk');
    const { entry } = await ww.getContext();
    if (!['single_chat_tools', 'contact_profile', 'chat_attachment'].includes(entry)) return null;
    try {
      return (await ww.getCurExternalContact()).userId;
    } catch (error) {
      throw new HostError(wordsOf(error));
    }
  },
  group: async () => {
    const ww = await import('@wecom/jssdk');
    if ((await ww.getContext()).entry !== 'group_chat_tools') return null;
    try {
      return (await ww.getCurExternalChat()).chatId;
    } catch (error) {
      throw new HostError(wordsOf(error));
    }
  },
  open: async (customer) => {
    const ww = await import('@wecom/jssdk');
    try {
      await ww.openEnterpriseChat({ externalUserIds: [customer] });
    } catch (error) {
      throw new HostError(wordsOf(error));
    }
  },
  send: async (what) => {
    const ww = await import('@wecom/jssdk');
    try {
      for (const message of messagesOf(what)) await ww.sendChatMessage(message);
    } catch (error) {
      throw new HostError(wordsOf(error));
    }
  },
};

function oauthOf({ corpid, agentid }: Entry, state: string): string {
  const query = new URLSearchParams({
    appid: corpid,
    redirect_uri: `${location.origin}/sidebar`,
    response_type: 'code',
    scope: 'snsapi_base',
    state,
    agentid,
  });
  return `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`;
}

const asTexts = ({ timestamp, nonceStr, signature }: { timestamp: number; nonceStr: string; signature: string }) => ({
  timestamp,
  nonceStr,
  signature,
});

function wordsOf(error: unknown): string {
  const said: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'errMsg') : undefined;
  return typeof said === 'string' ? said : String(error);
}
