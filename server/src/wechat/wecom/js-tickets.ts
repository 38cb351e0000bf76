import { type JsonObject, numberAt, textAt } from '../json.ts';
import { createTokenSource } from '../token.ts';
import type { WechatTransport } from '../transport.ts';

export type JsTickets = { readonly corp: string; readonly agent: string };

type Options = { readonly transport: WechatTransport; readonly now: () => Date };

/**
 * The two tickets of the JS-SDK, each good for 7 200 s: the corp's for `config`, the app's for `agentConfig`. Asked for once and kept:
 * a corp may ask 400 times an hour, an app 100. Source: document/path/90506, 90454
 */
export function createJsTickets({ transport, now }: Options): () => Promise<JsTickets> {
  const asToken = (answer: JsonObject): JsonObject => ({
    access_token: textAt(answer, 'ticket'),
    expires_in: numberAt(answer, 'expires_in'),
  });
  const tickets: WechatTransport = { ...transport, json: async (call) => asToken(await transport.json(call)) };
  const kept = (path: string, query = {}) =>
    createTokenSource({ transport: tickets, call: { method: 'GET', path, query }, now });
  const [corp, agent] = [kept('/cgi-bin/get_jsapi_ticket'), kept('/cgi-bin/ticket/get', { type: 'agent_config' })];
  return async () => {
    const [ofCorp, ofAgent] = await Promise.all([corp.get(), agent.get()]);
    return { corp: ofCorp, agent: ofAgent };
  };
}
