import { WechatInputError } from '../errors.ts';
import type { WechatFile, WechatTransport } from '../transport.ts';

export type WxacodeRequest = {
  /** What the page reads back as `decodeURIComponent(query.scene)`: at most 32 of digits, letters, `!#$&'()*+,/:;=?@-._~`. */
  readonly scene: string;
  /** Without a leading slash and without a query; WeChat opens the home page when absent. */
  readonly page?: string;
  /** False lets the code point to a page that is not in the published version yet. */
  readonly checkPath?: boolean;
  readonly envVersion?: 'release' | 'trial' | 'develop';
  /** Pixels, 280 to 1280. */
  readonly width?: number;
};

/**
 * A mini-program code without a limit in number; it is valid for ever. Throws WechatInputError before calling for what
 * is known to be refused. WechatError 41030: the page is not in the published version; 45009: over 5000 a minute.
 */
export async function getWxacode(transport: WechatTransport, request: WxacodeRequest): Promise<WechatFile> {
  refuseBadScene(request.scene);
  refuseBadPage(request.page ?? '');
  const width = request.width ?? 430;
  if (!Number.isInteger(width) || width < 280 || width > 1280) {
    throw new WechatInputError('width', 'must be a whole number from 280 to 1280');
  }
  return transport.file({
    method: 'POST',
    path: '/wxa/getwxacodeunlimit',
    body: {
      scene: request.scene,
      page: request.page,
      check_path: request.checkPath ?? true,
      env_version: request.envVersion ?? 'release',
      width,
    },
  });
}

function refuseBadScene(scene: string): void {
  if (scene === '') throw new WechatInputError('scene', 'is empty');
  if (scene.length > 32) throw new WechatInputError('scene', 'is longer than 32 characters');
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) {
    throw new WechatInputError('scene', "may hold only digits, letters and !#$&'()*+,/:;=?@-._~");
  }
}

function refuseBadPage(page: string): void {
  if (page.startsWith('/')) throw new WechatInputError('page', 'must not start with a slash');
  if (page.includes('?')) throw new WechatInputError('page', 'must not carry a query: use the scene');
}
