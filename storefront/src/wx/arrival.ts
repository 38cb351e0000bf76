import { codeInPath } from './code.ts';

/** How somebody came: WeChat's number of the way, and the `source` of a link or the `scene` of a code. */
export type Arrival = { readonly scene: string; readonly source: string };

/** Out of what WeChat says at a launch and at every show. Anything may stand in a link: what cannot be read is taken as it stands. */
export function arrivalOf(options: unknown): Arrival {
  const told = record(options);
  const query = record(told.query);
  const found = [query.source, kindOf(query.scene)].find((value) => typeof value === 'string' && value !== '');
  const way = String(told.scene ?? '');
  return { scene: /^\d{1,8}$/.test(way) ? way : '', source: typeof found === 'string' ? cut(decoded(found)) : '' };
}

/** Codes that are somebody's own carry `<kind>.<hers>`: she came by the kind. Others are what they carry. */
function kindOf(scene: unknown): unknown {
  if (typeof scene !== 'string') return scene;
  return /^([a-z-]{2,19})\.[0-9a-z]{12}$/.exec(decoded(decoded(scene)))?.[1] ?? scene;
}

/** WeChat's number of a scan. */
const SCANNED = '1047';

/** The same of a path with a code in it: one that was scanned while the mini program was open. Null where there is none. */
export function arrivalInPath(path: string): Arrival | null {
  const scene = codeInPath(path);
  return scene === null ? null : arrivalOf({ scene: SCANNED, query: { scene } });
}

/** `50%off` is no escape: decodeURIComponent would throw. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What the server takes, or nobody who comes by such a link could sign in: no NUL, no half characters, and not too long. */
function cut(text: string): string {
  let kept = '';
  for (const character of text.replace(/[\p{Cc}\p{Cs}]/gu, '')) {
    if (kept.length + character.length > 64) break;
    kept += character;
  }
  return kept;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
