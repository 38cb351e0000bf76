import { toBuffer } from 'qrcode';
import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { minute, quota } from '../mp/quota.ts';
import { mainApp } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import { type Json, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { isPublished } from './published-pages.ts';

/** A code that was made: what the phone's 扫一扫 offers. */
export type WxaCode = {
  readonly scene: string;
  readonly page: string;
  /** The app it opens; absent in codes from before there were several. */
  readonly appid?: string;
  readonly url: string;
  readonly madeAt: string;
};

export const wxaCodes: TableShape<WxaCode> = { name: 'wxacodes' };
const homePage = 'home/pages/home';
const recentCodes = 100;

/**
 * POST /wxa/getwxacodeunlimit: a PNG that a real scanner reads. It holds the sandbox's scan page, which opens a phone
 * on `page` with `scene`. 5 000 a minute.
 */
export function wxacodeEndpoint(): MpEndpoint {
  const perMinute = quota(5000, minute);
  return {
    method: 'POST',
    path: '/wxa/getwxacodeunlimit',
    title: '生成小程序码',
    token: true,
    answer: async (world, { body, app }) => {
      if (app.kind !== 'mini_program') throw new MpError(48001, 'api unauthorized');
      const code = readCode(world, app, body);
      const width = readWidth(body);
      if (!perMinute.take('', world.clock.now())) throw new MpError(45009, 'reach max api minute quota limit');
      const image = await toBuffer(code.url, { type: 'png', width, errorCorrectionLevel: 'M', margin: 2 });
      remember(world, code);
      return { image };
    },
  };
}

/** The scene rules of the platform: at most 32 of these characters; `%` is not among them. */
const sceneRule = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

function readCode(world: World, app: App, body: Json): WxaCode {
  const scene = textOf(body, 'scene');
  if (scene === undefined || !sceneRule.test(scene)) {
    throw new MpError(40169, 'invalid length for scene, or the data is not json string');
  }
  const page = body.page === undefined ? homePage : textOf(body, 'page');
  if (page === undefined || page.startsWith('/') || page.includes('?') || page === '') {
    throw new MpError(41030, 'invalid page');
  }
  if (body.check_path !== undefined && typeof body.check_path !== 'boolean')
    throw new MpError(47001, 'data format error');
  // Codes for a page that is still to come are made with check_path: false.
  if (body.check_path !== false && !isPublished(page)) throw new MpError(41030, 'invalid page');
  if (/(^|[&=?])scancode_time/.test(scene)) throw new MpError(85096, 'not allow include scancode_time field');
  const environment = body.env_version;
  if (environment !== undefined && environment !== 'release' && environment !== 'trial' && environment !== 'develop') {
    throw new MpError(40097, 'invalid args');
  }
  const { appid } = app;
  const query = new URLSearchParams({ scene, page, ...(app === mainApp(world) ? {} : { appid }) });
  return {
    scene,
    page,
    appid,
    url: `${world.serverUrl}/sandbox/scan?${query}`,
    madeAt: world.clock.now().toISOString(),
  };
}

function readWidth(body: Json): number {
  const width = body.width ?? 430;
  if (typeof width !== 'number' || !Number.isInteger(width)) throw new MpError(47001, 'data format error');
  return Math.min(Math.max(width, 280), 1280);
}

/** The newest hundred, for the scanner of the phones. */
function remember(world: World, code: WxaCode): void {
  const table = world.store.of(wxaCodes);
  world.store.together(() => {
    table.drop(code.url);
    table.put(code.url, code);
    for (const old of table.all()) {
      if (table.size() <= recentCodes) break;
      table.drop(old.url);
    }
  });
  world.bus.tell({ topic: 'codes' });
}
