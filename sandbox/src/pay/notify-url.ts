import type { World } from '../world/world.ts';
import { paramError } from './endpoint.ts';

/** Where the platform's servers cannot come. */
const unreachable =
  /^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\])$/;

/**
 * A public address with a path, without a query and without spaces around it. The sandbox alone also comes to this machine
 * and to the shop's own server, over plain http. Source: 回调通知处理 of wechatpay-skills (2026-04-28); its page of rules
 * takes http as well as https, the table of fields asks for https.
 */
export function notifyUrlOf(world: World, text: string): string {
  const url = text === text.trim() && URL.canParse(text) ? new URL(text) : null;
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!web || url.search !== '' || url.pathname === '/') {
    throw paramError('/notify_url', '通知地址应为不带参数、带路径的 https 地址');
  }
  const ours = ['127.0.0.1', 'localhost', '[::1]', new URL(world.serverUrl).hostname].includes(url.hostname);
  if (unreachable.test(url.hostname) && !(ours && url.protocol === 'http:')) {
    throw paramError('/notify_url', '通知地址应为外网可访问的地址');
  }
  return text;
}
