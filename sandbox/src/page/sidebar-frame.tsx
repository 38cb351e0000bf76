import { useEffect, useRef } from 'preact/hooks';
import { call, sandbox } from './api.ts';

type Args = { readonly [name: string]: unknown };
/** Beside the chat of a customer, of a group, or of nobody. */
type Where = { readonly userid: string; readonly shopperId: string | null; readonly chatId?: string | null };
type Props = Where & { readonly address: string; readonly onChat?: (externalUserid: string) => void };

/** What the page of the shop asks of WeCom, as its JS-SDK names it. `code` is what the page of OAuth leads back with. */
const calls: { readonly [name: string]: (where: Where, args: Args) => Promise<unknown> } = {
  code: async ({ userid }) => call('POST', `${sandbox}/staff/${userid}/oauth-code`),
  register: async ({ userid }, args) => {
    const answer = await call<{ readonly config: string; readonly agentConfig: string }>(
      'POST',
      `${sandbox}/staff/${userid}/js-config`,
      args,
    );
    const wrong = [answer.config, answer.agentConfig].find((one) => !one.endsWith(':ok'));
    if (wrong !== undefined) throw new Refused(wrong);
    return { errMsg: 'agentConfig:ok' };
  },
  getContext: async ({ shopperId, chatId = null }) => ({
    entry: shopperId !== null ? 'single_chat_tools' : chatId !== null ? 'group_chat_tools' : 'normal',
  }),
  getCurExternalChat: async ({ chatId = null }) => {
    if (chatId === null) throw new Refused('getCurExternalChat:fail without context of external chat');
    return { chatId };
  },
  getCurExternalContact: async ({ userid, shopperId }) => {
    if (shopperId === null) throw new Refused('getCurExternalContact:fail without context of external contact');
    return call('GET', `${sandbox}/staff/${userid}/customers/${shopperId}/external`);
  },
  sendChatMessage: async ({ userid, shopperId, chatId = null }, args) => {
    if (shopperId === null && chatId === null) throw new Refused('sendChatMessage:fail no permission');
    const where = shopperId === null ? `groups/${chatId}` : `customers/${shopperId}`;
    const path = `${sandbox}/staff/${userid}/${where}/sends`;
    const { errMsg } = await call<{ readonly errMsg: string }>('POST', path, args);
    if (!errMsg.endsWith(':ok')) throw new Refused(errMsg);
    return { errMsg };
  },
};

class Refused extends Error {}

/**
 * The shop's sidebar in a chat of WeCom (`shopperId`), or opened from the workbench (null). Its page posts `{huoshui:'wecom', id, call, args}` and gets
 * `{huoshui:'wecom-reply', id, ok, result | errMsg}`; nothing but `register` is answered before that has been.
 */
export function SidebarFrame({ userid, shopperId, chatId = null, address, onChat }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    let registered = false;
    const hear = (event: MessageEvent<unknown>): void => {
      const { data } = event;
      if (event.origin !== location.origin || event.source !== frame.current?.contentWindow) return;
      if (!isRecord(data) || data.huoshui !== 'wecom' || typeof data.call !== 'string') return;
      const { id, call: name } = data;
      const send = (message: object): void => frame.current?.contentWindow?.postMessage(message, location.origin);
      const answer = async (): Promise<unknown> => {
        if (name === 'openEnterpriseChat' && registered && onChat) return onChat(firstOf(data.args));
        const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
        if (!known) throw new Refused(`${name}:fail not supported`);
        if (!registered && name !== 'code' && name !== 'register') throw new Refused(`${name}:fail no permission`);
        const result = await known({ userid, shopperId, chatId }, isRecord(data.args) ? data.args : {});
        if (name === 'register') registered = true;
        return result;
      };
      answer().then(
        (result) => send({ huoshui: 'wecom-reply', id, ok: true, result }),
        (error: unknown) => {
          send({ huoshui: 'wecom-reply', id, ok: false, errMsg: error instanceof Error ? error.message : 'fail' });
        },
      );
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [userid, shopperId, chatId, onChat]);
  return <iframe ref={frame} class="toolbar-frame" title="侧边栏" src={address} />;
}

function firstOf(args: unknown): string {
  const ids = isRecord(args) && Array.isArray(args.externalUserIds) ? args.externalUserIds : [];
  return String(ids[0] ?? '');
}

function isRecord(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
