import { frameHost } from './host-frame.ts';
import type { Host } from './host-port.ts';
import { wecomHost } from './host-wecom.ts';

/** WeCom, or the phone of the sandbox that plays it; null: neither is around the page. */
export function findHost(): Host | null {
  if (/wxwork\//i.test(navigator.userAgent)) return wecomHost;
  return window.parent === window ? null : frameHost;
}
