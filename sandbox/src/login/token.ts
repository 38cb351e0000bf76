import { timingSafeEqual } from 'node:crypto';
import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { day, minute, type Quota, quota, reachedQuota } from '../mp/quota.ts';
import { appById, mainApp } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import { textOf } from '../world/json.ts';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

type Token = {
  readonly token: string;
  readonly kind: 'stable' | 'plain';
  /** Whose it is; absent in tokens from before there were several apps. */
  readonly appid?: string;
  /** The platform stops naming it (a newer one exists, or it is about to be renewed). */
  readonly expiresAt: string;
};
type Forced = { readonly at: string; readonly day: number; readonly count: number };

const tokens: TableShape<Token> = { name: 'tokens' };
const latest: TableShape<string> = { name: 'latest-tokens' };
const forcedRefreshes: TableShape<Forced> = { name: 'forced-refreshes' };

/** The platform's rule: two hours. */
const lifetimeMs = 7200_000;
/** Old and new are both good for five minutes. */
const overlapMs = 5 * minute;

/** GET /cgi-bin/token: every call a new token, the previous one lives five more minutes. 2 000 a day. */
export function tokenEndpoint(): MpEndpoint {
  const daily = quota(2000, day);
  return {
    method: 'GET',
    path: '/cgi-bin/token',
    title: '获取 access_token',
    token: false,
    answer: (world, { query }) => {
      const app = checkCredentials(world, query.grant_type, query.appid, query.secret);
      takeQuota(world, daily);
      return asAnswer(world, issue(world, app, 'plain', overlapMs));
    },
  };
}

/**
 * POST /cgi-bin/stable_token: the same token until its last five minutes, then a new one while both are good, so that
 * `expires_in` is never below 300. `force_refresh` ends the previous one at once, at most 20 times a day and 30 s apart.
 */
export function stableTokenEndpoint(): MpEndpoint {
  const perMinute = quota(10_000, minute);
  return {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    title: '获取稳定版 access_token',
    token: false,
    answer: (world, { body }) => {
      const app = checkCredentials(world, textOf(body, 'grant_type'), textOf(body, 'appid'), textOf(body, 'secret'));
      if (!perMinute.take('', world.clock.now())) throw new MpError(45009, 'reach max api minute quota limit');
      const current = currentToken(world, app, 'stable');
      const mayForce = body.force_refresh === true && takeForcedRefresh(world, app);
      if (current && !mayForce && leftMs(world, current) > overlapMs) return asAnswer(world, current);
      return asAnswer(world, issue(world, app, 'stable', mayForce ? 0 : overlapMs));
    },
  };
}

/** Whose token it is; throws 41001, 40001, or 42001 unless it is good now. */
export function checkToken(world: World, token: string | undefined): App {
  if (!token) throw new MpError(41001, 'access_token missing');
  const known = world.store.of(tokens).get(token);
  if (!known) throw new MpError(40001, 'invalid credential, access_token is invalid or not latest');
  if (leftMs(world, known) <= 0) throw new MpError(42001, 'access_token expired');
  return appById(world, known.appid) ?? mainApp(world);
}

/** Ends every token now, as the platform does when the app secret is reset: the next call with one gets 42001. */
export function expireTokens(world: World): void {
  const now = world.clock.now();
  world.store.together(() => {
    for (const token of world.store.of(tokens).all()) endAt(world, token, now);
  });
}

function checkCredentials(world: World, grantType?: string, appid?: string, secret?: string): App {
  if (grantType !== 'client_credential') throw new MpError(40002, 'invalid grant_type');
  if (!appid) throw new MpError(41002, 'appid missing');
  const app = appById(world, appid);
  if (!app) throw new MpError(40013, 'invalid appid');
  if (!secret) throw new MpError(41004, 'appsecret missing');
  if (!sameSecret(secret, app.secret)) throw new MpError(40125, 'invalid appsecret');
  return app;
}

export function sameSecret(given: string, real: string): boolean {
  return given.length === real.length && timingSafeEqual(Buffer.from(given), Buffer.from(real));
}

function takeQuota(world: World, limit: Quota): void {
  if (!limit.take('', world.clock.now())) throw reachedQuota();
}

function currentToken(world: World, app: App, kind: Token['kind']): Token | undefined {
  const token = world.store.of(latest).get(keyOf(world, app, kind));
  return token === undefined ? undefined : world.store.of(tokens).get(token);
}

/** The main app's keep the key they had while it was alone. */
function keyOf(world: World, app: App, kind: string): string {
  return app === mainApp(world) ? kind : `${app.appid}/${kind}`;
}

function leftMs(world: World, token: Token): number {
  return new Date(token.expiresAt).getTime() - world.clock.now().getTime();
}

function issue(world: World, app: App, kind: Token['kind'], previousLivesMs: number): Token {
  const now = world.clock.now();
  return world.store.together(() => {
    forgetExpired(world, now);
    const previous = currentToken(world, app, kind);
    if (previous) endAt(world, previous, new Date(now.getTime() + previousLivesMs));
    const number = world.store.next('token');
    const token: Token = {
      token: `${number}_${seeded(world.seed, 'token', number, 130, urlSafe)}`,
      kind,
      appid: app.appid,
      expiresAt: new Date(now.getTime() + lifetimeMs).toISOString(),
    };
    world.store.of(tokens).put(token.token, token);
    world.store.of(latest).put(keyOf(world, app, kind), token.token);
    return token;
  });
}

/** Shortens a token's life to `at`; one that ends earlier keeps its end. */
function endAt(world: World, token: Token, at: Date): void {
  if (new Date(token.expiresAt) <= at) return;
  world.store.of(tokens).put(token.token, { ...token, expiresAt: at.toISOString() });
}

/** Tokens that expired a day ago are forgotten (then 40001 instead of 42001), so that sixty days leave no heap of them. */
function forgetExpired(world: World, now: Date): void {
  for (const token of [...world.store.of(tokens).all()]) {
    if (now.getTime() - new Date(token.expiresAt).getTime() > day) world.store.of(tokens).drop(token.token);
  }
}

function takeForcedRefresh(world: World, app: App): boolean {
  const now = world.clock.now();
  const today = Math.floor(now.getTime() / day);
  const last = world.store.of(forcedRefreshes).get(keyOf(world, app, 'stable'));
  if (last && now.getTime() - new Date(last.at).getTime() < 30_000) return false;
  const count = last?.day === today ? last.count + 1 : 1;
  if (count > 20) return false;
  world.store.of(forcedRefreshes).put(keyOf(world, app, 'stable'), { at: now.toISOString(), day: today, count });
  return true;
}

function asAnswer(world: World, token: Token): { readonly access_token: string; readonly expires_in: number } {
  return { access_token: token.token, expires_in: Math.floor(leftMs(world, token) / 1000) };
}
