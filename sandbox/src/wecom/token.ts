import { timingSafeEqual } from 'node:crypto';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { done, type WecomEndpoint, WecomError } from './endpoint.ts';

type Token = { readonly token: string; readonly expiresAt: string };

const tokens: TableShape<Token> = { name: 'wecom-tokens' };
const LATEST = 'latest';
const lifetimeMs = 7200_000;
/** Wrong secrets in an hour after which the endpoint is closed for an hour. Source: answers of WeCom's staff. */
const mostWrong = 2000;
const hourMs = 3_600_000;

/** GET /cgi-bin/gettoken: the same token while it is good, for 7 200 s. */
export function tokenEndpoint(): WecomEndpoint {
  let wrong: Date[] = [];
  return {
    method: 'GET',
    path: '/cgi-bin/gettoken',
    title: '企微 access_token',
    open: true,
    answer: (world, { query }) => {
      const { corpid, secret } = world.credentials.corp;
      const now = world.clock.now();
      wrong = wrong.filter((at) => now.getTime() - at.getTime() < hourMs);
      if (wrong.length >= mostWrong) throw new WecomError(45009, 'api freq out of limit');
      if (!query.corpid) throw new WecomError(41002, 'corpid missing');
      if (!query.corpsecret) throw new WecomError(41004, 'corpsecret missing');
      if (query.corpid !== corpid) throw new WecomError(40013, 'invalid corpid');
      if (!same(query.corpsecret, secret) || world.faults.get().wecomSetup === 'secret') {
        wrong.push(now);
        throw new WecomError(40001, 'invalid credential');
      }
      const { token, expiresAt } = current(world, now) ?? issue(world, now);
      return { ...done, access_token: token, expires_in: Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000) };
    },
  };
}

/** Throws 41001, 40014 or 42001 unless it is good now. */
export function checkWecomToken(world: World, token: string | undefined): void {
  if (!token) throw new WecomError(41001, 'access_token missing');
  const known = world.store.of(tokens).get(token);
  if (!known) throw new WecomError(40014, 'invalid access_token');
  if (Date.parse(known.expiresAt) <= world.clock.now().getTime()) throw new WecomError(42001, 'access_token expired');
}

/** As when the secret is reset in the console: the next call with a token gets 42001. */
export function expireWecomTokens(world: World): void {
  const expiresAt = world.clock.now().toISOString();
  for (const [id, token] of [...world.store.of(tokens).ids()].map(
    (id) => [id, world.store.of(tokens).get(id)] as const,
  ))
    if (token && token.expiresAt > expiresAt) world.store.of(tokens).put(id, { ...token, expiresAt });
}

function current(world: World, now: Date): Token | undefined {
  const latest = world.store.of(tokens).get(LATEST);
  return latest && Date.parse(latest.expiresAt) > now.getTime() ? latest : undefined;
}

function issue(world: World, now: Date): Token {
  const number = world.store.next('wecom-token');
  const token: Token = {
    token: seeded(world.seed, 'wecom-token', number, 214, urlSafe),
    expiresAt: new Date(now.getTime() + lifetimeMs).toISOString(),
  };
  world.store.together(() => {
    for (const id of [...world.store.of(tokens).ids()]) {
      const old = world.store.of(tokens).get(id);
      if (old && now.getTime() - Date.parse(old.expiresAt) > 24 * hourMs) world.store.of(tokens).drop(id);
    }
    world.store.of(tokens).put(token.token, token);
    world.store.of(tokens).put(LATEST, token);
  });
  return token;
}

function same(given: string, real: string): boolean {
  return given.length === real.length && timingSafeEqual(Buffer.from(given), Buffer.from(real));
}
