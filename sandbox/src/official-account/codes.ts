import type { FastifyInstance } from 'fastify';
import { toBuffer } from 'qrcode';
import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { day, quota, reachedQuota } from '../mp/quota.ts';
import { readQuery } from '../phone/read.ts';
import { type Json, recordOf, textOf } from '../world/json.ts';
import { lettersAndDigits, seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';

/** 带参数的二维码: whoever scans it follows the account, and the account is told the scene. */
export type AccountCode = {
  readonly ticket: string;
  readonly key: string;
  readonly appid: string;
  readonly sceneId: number;
  readonly sceneStr: string;
  readonly endsAt: string | null;
};

const codes: TableShape<AccountCode> = { name: 'oa-codes' };
const byKey: TableShape<string> = { name: 'oa-code-keys' };
const mostPermanent = 100_000;
const longestSeconds = 2_592_000;

/** POST /cgi-bin/qrcode/create. Source: doc/service/Account_Management/Generating_a_Parametric_QR_Code */
export function codeEndpoint(): MpEndpoint {
  const daily = quota(100_000, day);
  return {
    method: 'POST',
    path: '/cgi-bin/qrcode/create',
    title: '公众号：生成带参数的二维码',
    token: true,
    answer: (world, { body, app }) => {
      const { appid } = allowed(world, app, 'codes');
      const asked = readCode(body);
      if (!daily.take(appid, world.clock.now())) throw reachedQuota();
      const table = world.store.of(codes);
      if (
        asked.seconds === null &&
        [...table.all()].filter((one) => one.appid === appid && one.endsAt === null).length >= mostPermanent
      )
        throw new MpError(45009, 'reach max api daily quota limit');
      const number = world.store.next('oa-code');
      const endsAt =
        asked.seconds === null ? null : new Date(world.clock.now().getTime() + asked.seconds * 1000).toISOString();
      const made: AccountCode = {
        ticket: `gQ${seeded(world.seed, 'oa-ticket', number, 90, urlSafe)}==`,
        key: `oa${seeded(world.seed, 'oa-key', number, 16, lettersAndDigits)}`,
        appid,
        sceneId: asked.sceneId,
        sceneStr: asked.sceneStr,
        endsAt,
      };
      world.store.together(() => {
        table.put(made.ticket, made);
        world.store.of(byKey).put(made.key, made.ticket);
      });
      world.bus.tell({ topic: 'codes' });
      return {
        ticket: made.ticket,
        ...(asked.seconds === null ? {} : { expire_seconds: asked.seconds }),
        url: linkOf(world, made.key),
      };
    },
  };
}

type Asked = { readonly seconds: number | null; readonly sceneId: number; readonly sceneStr: string };

function readCode(body: Json): Asked {
  const action = textOf(body, 'action_name');
  const scene = recordOf(recordOf(body, 'action_info') ?? {}, 'scene') ?? {};
  const permanent = action === 'QR_LIMIT_SCENE' || action === 'QR_LIMIT_STR_SCENE';
  if (!permanent && action !== 'QR_SCENE' && action !== 'QR_STR_SCENE') throw new MpError(40053, 'invalid action info');
  const seconds = body.expire_seconds ?? 60;
  if (
    !permanent &&
    (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1 || seconds > longestSeconds)
  )
    throw new MpError(40013, 'invalid expire_seconds');
  const kept = permanent ? null : Number(seconds);
  if (action === 'QR_STR_SCENE' || action === 'QR_LIMIT_STR_SCENE') {
    const sceneStr = textOf(scene, 'scene_str') ?? '';
    if (sceneStr.length < 1 || sceneStr.length > 64) throw new MpError(40053, 'invalid action info');
    return { seconds: kept, sceneId: 0, sceneStr };
  }
  const sceneId = scene.scene_id;
  const most = permanent ? 100_000 : 2 ** 32 - 1;
  if (typeof sceneId !== 'number' || !Number.isInteger(sceneId) || sceneId < 1 || sceneId > most)
    throw new MpError(40053, 'invalid action info');
  return { seconds: kept, sceneId, sceneStr: '' };
}

const linkOf = (world: World, key: string) => `${world.serverUrl}/sandbox/oa/q/${key}`;

/** One that has not run out. */
export function codeByKey(world: World, key: string): AccountCode | undefined {
  const code = world.store.of(codes).get(world.store.of(byKey).get(key) ?? '');
  return code && (code.endsAt === null || Date.parse(code.endsAt) > world.clock.now().getTime()) ? code : undefined;
}

/** Of the shopper's phone: a picture at showqrcode is a code that can be pressed. */
export function keyOfTicket(world: World, ticket: string): string | undefined {
  return world.store.of(codes).get(ticket)?.key;
}

/** mp.weixin.qq.com/cgi-bin/showqrcode, which wants no token and answers 404 for a ticket that is none. */
export function mountAccountPictures(app: FastifyInstance, world: World): void {
  app.get('/mp/cgi-bin/showqrcode', async (request, reply) => {
    const key = keyOfTicket(world, readQuery(request).ticket ?? '');
    if (key === undefined) return reply.code(404).send('');
    const picture = await toBuffer(linkOf(world, key), {
      type: 'png',
      width: 430,
      errorCorrectionLevel: 'M',
      margin: 2,
    });
    return reply.type('image/png').send(picture);
  });
  app.get<{ Params: { key: string } }>('/sandbox/oa/q/:key', async (request, reply) =>
    reply.redirect(`/sandbox/phone?${new URLSearchParams({ shopper: 'new', follow: request.params.key })}`),
  );
}
