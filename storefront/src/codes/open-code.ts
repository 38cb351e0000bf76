import Taro from '@tarojs/taro';
import { api } from '../api/index.ts';
import { leadTo } from '../catalog/lead-to.ts';
import { tellArrival } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { arrivalInPath } from '../wx/arrival.ts';
import { codeInPath, codeOf } from '../wx/code.ts';

/** WeChat's numbers of the ways that are a scan or a press of a code: only these open the same code once more. */
const scanning = ['1011', '1012', '1013', '1031', '1032', '1047', '1048', '1049'];

let opened = '';

/**
 * At the launch and at every show: the mini program may be open already when another code is scanned. Codes land on the home page
 * and the server says where each leads today. Coming back to the front tells the same code again, with whatever page was left
 * open: it stays.
 */
export function openByShow(options: unknown): void {
  const code = codeOf(options);
  if (code === null) return;
  const way = String(record(options).scene ?? '');
  if (code === opened && !scanning.includes(way)) return;
  void open(code, () => isHome());
}

/** Opens a path of ours that was scanned inside the mini program, or that the shell opens: with the code in it, where that leads. */
export function openPath(path: string): void {
  go(path);
  const [code, arrival] = [codeInPath(path), arrivalInPath(path)];
  if (code === null || arrival === null) return;
  tellArrival(arrival);
  void open(code, () => true);
}

async function open(code: string, mayLeave: () => boolean): Promise<void> {
  opened = code;
  try {
    const place = await api('POST /api/shop/code-scans', { body: { scene: code } });
    if (mayLeave()) leadTo(place);
  } catch {
    // She is on the home page, where she may go on; the next show tells it once more.
    opened = '';
  }
}

function isHome(): boolean {
  const page = Taro.getCurrentPages()
    .at(-1)
    ?.route?.replace(/^\/|\?.*$/g, '');
  return page === undefined || page === pages.home;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
