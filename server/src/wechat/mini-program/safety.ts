import { WechatBadAnswer } from '../errors.ts';
import { isObject, type JsonObject, numberOrNull, textAt } from '../json.ts';
import type { WechatTransport } from '../transport.ts';

/** What the platform says of a text or a picture. `label` 100 is nothing found; others stand in its documents. */
export type Verdict = { readonly suggest: 'pass' | 'review' | 'risky'; readonly label: number };

/** 2: what buyers say. Source: security.msgSecCheck */
const COMMENT = 2;
const PICTURE = 2;
/** 1: somebody who takes part for what it earns. Source: getUserRiskRank */
const MARKETING = 1;

export type SafetyCalls = {
  /** 2 500 characters at most. WechatError 61010: she was not in the app in the last two hours. */
  checkText(asked: { readonly openid: string; readonly text: string }): Promise<Verdict>;
  /** The verdict comes later, as `wxa_media_check` with this id; a picture it cannot fetch is told there too. */
  checkPicture(asked: { readonly openid: string; readonly url: string }): Promise<string>;
  /** 0 (none) to 4 (very likely a fraud). */
  riskRank(asked: { readonly openid: string; readonly ip: string }): Promise<number>;
};

/** Version 2; the first takes nobody's name and is served no more. */
export function safetyCalls(appid: string, transport: WechatTransport): SafetyCalls {
  const post = async (path: string, body: JsonObject) => transport.json({ method: 'POST', path, body });
  return {
    checkText: async ({ openid, text }) => {
      const answer = await post('/wxa/msg_sec_check', { version: 2, scene: COMMENT, openid, content: text });
      const verdict = readVerdict(answer.result);
      if (verdict === null) throw new WechatBadAnswer('result', 'no verdict');
      return verdict;
    },
    checkPicture: async ({ openid, url }) => {
      const body = { version: 2, scene: COMMENT, media_type: PICTURE, openid, media_url: url };
      return textAt(await post('/wxa/media_check_async', body), 'trace_id');
    },
    riskRank: async ({ openid, ip }) => {
      const answer = await post('/wxa/getuserriskrank', { appid, openid, scene: MARKETING, client_ip: ip });
      return numberOrNull(answer, 'risk_rank') ?? 0;
    },
  };
}

/** Null where it is none: of a push everything may be said. */
export function readVerdict(told: unknown): Verdict | null {
  if (!isObject(told)) return null;
  const { suggest } = told;
  if (suggest !== 'pass' && suggest !== 'review' && suggest !== 'risky') return null;
  return { suggest, label: numberOrNull(told, 'label') ?? 0 };
}
