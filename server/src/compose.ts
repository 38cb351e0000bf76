import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Config } from './config.ts';
import { allDomains, type Extra, guards, membersShown } from './domains.ts';
import { CLOCK_CHANNEL, type Clock, createClock } from './platform/clock.ts';
import { createFieldCrypto } from './platform/crypto.ts';
import type { Ctx } from './platform/ctx.ts';
import { connectDatabase } from './platform/db.ts';
import type { Domain } from './platform/domain.ts';
import { listenTo } from './platform/ears.ts';
import { createEventStore, type EventStore } from './platform/event-store/client.ts';
import { declaredBy } from './platform/facts.ts';
import { createFiles } from './platform/files.ts';
import { findNames } from './platform/form/names.ts';
import { buildApp } from './platform/http/app.ts';
import { proxySandbox } from './platform/http/proxy-sandbox.ts';
import { newId } from './platform/ids.ts';
import type { Logger } from './platform/log.ts';
import { makeCtx } from './platform/make-ctx.ts';
import { createMover, type Mover } from './platform/move-clock.ts';
import { platformDomain } from './platform/routes.platform.ts';
import { tellSandbox } from './platform/sandbox-clock.ts';
import { startWorker, type Worker } from './platform/worker.ts';
import { createWechat, type Wechat } from './wechat/index.ts';
import { mountPush } from './wechat-push.ts';
import { wechatTrouble } from './wechat-trouble.ts';

export type Parts = {
  readonly ctx: Ctx;
  readonly clock: Clock;
  readonly wechat: Wechat;
  readonly domains: readonly Domain[];
  readonly close: () => Promise<void>;
};

/** Join the parts of one process; nothing runs yet. `events` may be given by tests. */
export async function compose(
  config: Config,
  log: Logger,
  events?: EventStore,
  mover?: () => Mover | null,
  extra: Extra = {},
): Promise<Parts> {
  const database = connectDatabase(config.databaseUrl, config.databaseConnections);
  const startAt = new Date(Date.now() - config.clockStartsDaysAgo * 86_400_000);
  const clock = await createClock(database.db, config.sandboxUrl !== null, startAt);
  const store = events ?? createEventStore({ url: config.clickhouseUrl });
  const { mpBaseUrl, payBaseUrl, apps, merchant, brand } = config.wechat;
  const { platformPublicKeyId: publicKeyId, platformPublicKeyPem: publicKeyPem, ...ours } = merchant;
  const wechat = createWechat({
    baseUrl: mpBaseUrl,
    apps,
    pay: {
      baseUrl: payBaseUrl,
      ...ours,
      ...(publicKeyId ? { publicKeyId } : {}),
      ...(publicKeyPem ? { publicKeyPem } : {}),
    },
    ...(brand === null ? {} : { brand }),
    now: clock.now,
    log,
  });
  const shop = allDomains({ wechat, config, extra, mounted: () => domains });
  const domains: readonly Domain[] = [
    platformDomain(mover ?? (() => null), shop, guards.allows, membersShown, config.sandboxUrl !== null),
    ...shop,
  ];
  const ctx = makeCtx({
    db: database.db,
    now: clock.now,
    actor: { kind: 'system' },
    log,
    config,
    events: store,
    files: createFiles(path.join(config.dataDir, 'files')),
    crypto: createFieldCrypto(config.dataKey),
    requestId: newId('run'),
    names: findNames(domains),
    declared: declaredBy(domains),
  });
  return {
    ctx,
    clock,
    wechat,
    domains,
    async close() {
      await store.close();
      await database.close();
    },
  };
}

export type Running = Parts & {
  readonly app: FastifyInstance | null;
  readonly worker: Worker | null;
  readonly mover: Mover | null;
  readonly address: string;
  /** Refuse new work, finish what is claimed, let go of everything. */
  readonly stop: () => Promise<void>;
};

/** Start what the role asks for: `api` answers HTTP, `worker` listens and sweeps, `all` does both. */
export async function startProcess(config: Config, log: Logger, events?: EventStore, extra?: Extra): Promise<Running> {
  let mover: Mover | null = null;
  const parts = await compose(config, log, events, () => mover, extra);
  const { ctx, clock, domains } = parts;
  for (const domain of domains) await domain.prepare?.(ctx);
  const { role, databaseUrl, roundSeconds } = config;
  const worker = role === 'api' ? null : await startWorker(ctx, clock, databaseUrl, domains, roundSeconds * 1000);
  if (worker) mover = createMover(ctx, clock, worker, tellSandbox(ctx));
  // A worker hears of a moved clock among the rest; a process that only answers has to be told as well.
  const ears = worker === null && clock.movable ? hearClock(parts, config) : null;
  const app = config.role === 'worker' ? null : await startWeb(parts, config);
  if (config.sandboxUrl) await tellSandbox(ctx)(clock.now(), clock.offsetMs).catch(() => null);
  return {
    ...parts,
    app,
    worker,
    mover,
    address: app ? addressOf(app) : '',
    async stop() {
      await app?.close();
      ears?.close();
      await worker?.stop();
      for (const domain of domains) await domain.finish?.();
      await parts.close();
    },
  };
}

function hearClock({ ctx, clock }: Parts, { databaseUrl }: Config) {
  const failed = (error: unknown) => ctx.log.error({ err: error, unit: 'clock' }, 'the clock was not read');
  return listenTo(databaseUrl, ctx, { [CLOCK_CHANNEL]: () => void clock.refresh().catch(failed) });
}

async function startWeb(parts: Parts, config: Config): Promise<FastifyInstance> {
  const { ctx, domains, wechat } = parts;
  const app = await buildApp(ctx, {
    domains,
    guards,
    ready: async () => ready(ctx),
    upstream: wechatTrouble,
    extend: async (app) => {
      for (const domain of domains) domain.web?.(app, ctx);
      mountPush(app, ctx, wechat, domains);
      if (config.sandboxUrl) await proxySandbox(app, config.sandboxUrl);
    },
  });
  await app.listen({ host: config.host, port: config.port });
  return app;
}

async function ready(ctx: Ctx): Promise<{ ok: boolean; parts: Record<string, boolean> }> {
  const [database, eventStore] = await Promise.all([
    answersInTime(sql`select 1`.execute(ctx.db).then(() => true)),
    answersInTime(ctx.events.ping()),
  ]);
  return { ok: database && eventStore, parts: { database, eventStore } };
}

/** Whoever asks wants to know now: a store that hangs is as far away as one that is down. */
async function answersInTime(asked: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 700);
  });
  const answer = await Promise.race([asked.catch(() => false), late]);
  clearTimeout(timer);
  return answer;
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') return '';
  return `http://127.0.0.1:${address.port}`;
}
