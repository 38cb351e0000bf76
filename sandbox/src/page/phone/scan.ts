import { call, sandbox } from '../api.ts';
import { keyOfLink, showContact } from './contact.ts';
import { keyOfGroupLink, showGroup } from './group.ts';
import { openPage, type Phone, sayOn } from './model.ts';
import { keyOfAccountLink, showAccount } from './official.ts';

/** 扫一扫 of WeChat itself: a code of a mini program opens it, running or not. */
export function scanCode(phone: Phone): void {
  phone.sheet.value = {
    kind: 'scan',
    answer: (text) => {
      phone.sheet.value = null;
      if (text !== null) openScanned(phone, text).catch(() => sayOn(phone, '没有读懂这个码'));
    },
  };
}

async function openScanned(phone: Phone, text: string): Promise<void> {
  const contact = keyOfLink(text);
  if (contact !== null) {
    if (!(await showContact(phone, contact))) sayOn(phone, '对方暂时无法添加');
    return;
  }
  const group = keyOfGroupLink(text);
  if (group !== null) return showGroup(phone, group);
  const account = keyOfAccountLink(text);
  if (account !== null) {
    if (!(await showAccount(phone, account))) sayOn(phone, '二维码已失效');
    return;
  }
  const path = await pathIn(text);
  if (path === null) sayOn(phone, '这不是小程序码');
  else openPage(phone, path);
}

/** The page of a code, or of a link, that the sandbox made; null for anything else. */
export async function pathIn(text: string): Promise<string | null> {
  if (!URL.canParse(text, location.origin)) return null;
  const url = new URL(text, location.origin);
  const [scene, page] = [url.searchParams.get('scene'), url.searchParams.get('page')];
  if (url.pathname === '/sandbox/scan' && scene !== null && page !== null)
    return `${page}?${new URLSearchParams({ scene })}`;
  const ticket = /^\/sandbox\/l\/([\w-]+)$/.exec(url.pathname)?.[1];
  if (ticket === undefined) return null;
  return (await call<{ readonly path: string }>('GET', `${sandbox}/links?${new URLSearchParams({ ticket })}`)).path;
}

/** What a picture of a code says: of a print, or of a photograph of one. Null where none is found. */
export async function readPicture(file: Blob): Promise<string | null> {
  const [bitmap, { default: jsqr }] = await Promise.all([createImageBitmap(file), import('jsqr')]);
  // Sizes beyond this cost seconds and find no more.
  const scale = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  if (!canvas) return null;
  canvas.drawImage(bitmap, 0, 0, width, height);
  return jsqr(canvas.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
}
