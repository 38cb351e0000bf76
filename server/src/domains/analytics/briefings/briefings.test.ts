import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';

// A real SMTP server beside the shop: what it takes is what a reader would get.
type Got = { readonly to: string; readonly login: string; readonly raw: string };
let got: Got[] = [];
/** How the next letters are answered: taken where nothing is said. */
let answers: { readonly code: number; readonly text: string }[] = [];
const post = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth({ username = '', password }, _session, done) {
    if (password !== 'secret-1') return done(new Error('Invalid login'));
    return done(null, { user: username });
  },
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const answer = answers.shift();
      if (answer) return done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
      const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
      got.push({ to, login: String(session.user ?? ''), raw: Buffer.concat(parts).toString('utf8') });
      return done();
    });
  },
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    const listening = post.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve();
    });
  });
});
afterAll(async () => new Promise<void>((resolve) => post.close(() => resolve())));

const app = await testApp();
const { ctx } = app;
const [HOUR, DAY] = [3_600_000, 86_400_000];
let [owner, reader] = [
  { cookie: '', id: '' },
  { cookie: '', id: '' },
];
const call = async (route: string, body?: unknown, cookie = owner.cookie) =>
  app.call(route, { cookie, ...(body ? { body } : {}) });
beforeAll(async () => {
  owner = await signedIn(ctx, 'owner');
  reader = await signedIn(ctx, 'viewer', '看报表的人');
});
beforeEach(() => {
  got = [];
  answers = [];
});

const server = (more: object = {}) => ({
  host: '127.0.0.1',
  port,
  safety: 'none',
  login: 'shop',
  password: 'secret-1',
  from: 'shop@example.com',
  fromName: '活水小店',
  ...more,
});
const values = (more: object = {}) => ({
  name: '每日经营',
  plan: 'daily',
  weekday: null,
  monthDay: null,
  minute: 12 * 60,
  staff: [reader.id],
  mails: ['boss@example.com'],
  language: 'zh',
  active: true,
  ...more,
});
const question = async () =>
  (
    await call('POST /api/admin/questions', {
      name: '概览',
      report: 'analytics.overview',
      values: { range: { from: '2026-01-01', to: '2026-01-07' }, asOf: null },
      address: '/?range=2026-01-01..2026-01-07',
      lastDays: 7,
      shared: true,
    })
  ).body.id;
const briefing = async (more: object = {}) => {
  const answer = await call('POST /api/admin/briefings', {
    of: { kind: 'question', id: await question() },
    values: values(more),
  });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  return answer.body;
};
const deliveries = async (id: string) =>
  (await call(`GET /api/admin/briefing-deliveries?briefingId=${id}&limit=50`)).body.items;
const end = async (id: string) => call(`DELETE /api/admin/briefings/${id}`);
/** The body as its reader sees it: quoted-printable and base64 parts, decoded. */
const decoded = (raw: string) =>
  raw
    .split(/\r?\n--[^\r\n]+/)
    .map((part) => {
      const [, body = ''] = part.split(/\r?\n\r?\n([\s\S]*)/);
      if (/base64/i.test(part)) return Buffer.from(body, 'base64').toString('utf8');
      const bytes = body
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    })
    .join('\n');

describe('the mail server', () => {
  it('keeps its password sealed and to itself, and forgets it for another server', async () => {
    const { body } = await call('PUT /api/admin/settings/mail', server());
    expect(body).toMatchObject({ host: '127.0.0.1', hasPassword: true });
    expect(JSON.stringify(body)).not.toContain('secret-1');
    const { rows } = await sql`select value from platform.setting where key = 'analytics.mail'`.execute(ctx.db);
    expect(JSON.stringify(rows)).not.toContain('secret-1');
    expect((await call('PUT /api/admin/settings/mail', server({ password: '' }))).body.hasPassword).toBe(true);
    expect(
      (await call('PUT /api/admin/settings/mail', server({ password: '', host: 'localhost' }))).body.hasPassword,
    ).toBe(false);
    await call('PUT /api/admin/settings/mail', server());
    expect((await call('PUT /api/admin/settings/mail', server(), reader.cookie)).status).toBe(403);
  });

  it('is tried by one mail, and says what is wrong with it', async () => {
    const trial = async () => (await call('POST /api/admin/settings/mail/trial', { to: 'me@example.com' })).body.fault;
    expect(await trial()).toBeNull();
    expect(got.map(({ to, login }) => [to, login])).toEqual([['me@example.com', 'shop']]);
    await call('PUT /api/admin/settings/mail', server({ password: 'wrong' }));
    expect(await trial()).toBe('sign_in');
    await call('PUT /api/admin/settings/mail', server({ port: 1 }));
    expect(await trial()).toBe('unreachable');
    await call('PUT /api/admin/settings/mail', server());
  }, 60_000);
});

describe('a briefing', () => {
  it('goes once a day to the inbox and by mail, with the figures, in two forms and without anybody’s name', async () => {
    const { id, mails } = await briefing();
    expect(mails).toEqual([{ address: 'boss@example.com', stopped: false }]);
    await app.advance(2 * HOUR + 60_000);
    expect(got).toHaveLength(1);
    const [{ to, raw } = { to: '', raw: '' }] = got;
    expect(to).toBe('boss@example.com');
    expect(raw).toMatch(/^Message-ID: <brd_/im);
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(raw).toContain('multipart/alternative');
    const letter = decoded(raw);
    expect(letter).toContain('支付人数');
    expect(letter).toContain('<td style=');
    expect(letter).toContain('/console/?range=');
    const { items } = (await call('GET /api/admin/briefing-inbox?read=no', undefined, reader.cookie)).body;
    expect(items).toHaveLength(1);
    const issue = (await call(`GET /api/admin/briefing-inbox/${items[0].id}`, undefined, reader.cookie)).body;
    expect(issue.sections[0].tables[0].rows).toHaveLength(7);
    expect(JSON.stringify(issue.sections)).not.toContain('people');
    // Another's is not there.
    expect((await call(`GET /api/admin/briefing-inbox/${items[0].id}`)).status).toBe(404);
    await call(`POST /api/admin/briefing-inbox/${items[0].id}/reading`, undefined, reader.cookie);
    expect((await call('GET /api/admin/briefing-inbox?read=no', undefined, reader.cookie)).body.items).toEqual([]);
    await app.advance(HOUR);
    expect(got).toHaveLength(1);
    await app.advance(DAY);
    expect(got).toHaveLength(2);
    expect((await deliveries(id)).map(({ by, state }: { by: string; state: string }) => [by, state]).sort()).toEqual([
      ['inbox', 'delivered'],
      ['inbox', 'delivered'],
      ['mail', 'delivered'],
      ['mail', 'delivered'],
    ]);
    await end(id);
  }, 120_000);

  it('is tried again where the server asks to, given up where it refuses, and told', async () => {
    const { id } = await briefing({ minute: 8 * 60, staff: [], mails: ['a@example.com'] });
    answers = [
      { code: 451, text: 'try later' },
      { code: 451, text: 'try later' },
    ];
    await app.advance(DAY);
    expect(got.map(({ to }) => to)).toEqual(['a@example.com']);
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 3 });
    answers = [{ code: 550, text: 'no such mailbox' }];
    await app.advance(DAY);
    const [failed] = await deliveries(id);
    expect(failed).toMatchObject({ state: 'failed', fault: 'refused', attempts: 1, reader: 'a***@example.com' });
    expect(JSON.stringify((await call('GET /api/admin/tasks')).body)).toContain('每日经营');
    expect((await call(`POST /api/admin/briefing-deliveries/${failed.id}/retry`)).status).toBe(200);
    await app.advance(60_000);
    expect((await deliveries(id)).filter(({ state }: { state: string }) => state === 'delivered')).toHaveLength(2);
    expect((await call(`POST /api/admin/briefing-deliveries/${failed.id}/retry`)).body.error.code).toBe(
      'analytics.not_failed',
    );
    await end(id);
  }, 120_000);

  it('stops for a reader who asks for it by the link in it, and not for who merely looks at the link', async () => {
    const { id } = await briefing({ minute: 9 * 60, staff: [], mails: ['b@example.com', 'c@example.com'] });
    await app.advance(DAY);
    expect(got.map(({ to }) => to).sort()).toEqual(['b@example.com', 'c@example.com']);
    const letter = got.find(({ to }) => to === 'b@example.com')?.raw ?? '';
    const link = /List-Unsubscribe: <([^>]+)>/.exec(letter.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.replace(/ /g, '') ?? '';
    const address = `${app.running.address}${new URL(link).pathname}`;
    const stopped = async () =>
      (await call('GET /api/admin/briefings')).body.items[0].mails.filter((mail: { stopped: boolean }) => mail.stopped);
    expect((await fetch(address)).status).toBe(200);
    expect(await stopped()).toEqual([]);
    expect((await fetch(`${address}x`, { method: 'POST' })).status).toBe(404);
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    };
    expect((await fetch(address, form)).status).toBe(200);
    expect(await stopped()).toEqual([{ address: 'b@example.com', stopped: true }]);
    got = [];
    await app.advance(DAY);
    expect(got.map(({ to }) => to)).toEqual(['c@example.com']);
    await end(id);
  }, 120_000);

  it('still comes to the inbox where no mail server is set up, and says so of the mail', async () => {
    await sql`delete from platform.setting where key = 'analytics.mail'`.execute(ctx.db);
    const { id } = await briefing({ minute: 7 * 60 });
    expect((await call('GET /api/admin/briefings')).body.canMail).toBe(false);
    await app.advance(DAY);
    expect(
      (await deliveries(id))
        .map(({ by, state, fault }: { by: string; state: string; fault: string | null }) => [by, state, fault])
        .sort(),
    ).toEqual([
      ['inbox', 'delivered', null],
      ['mail', 'failed', 'no_server'],
    ]);
    await end(id);
  }, 120_000);

  it('asks for a reader, for addresses that are some, and for a question that she may see', async () => {
    const refused = async (more: object) =>
      (
        await call('POST /api/admin/briefings', {
          of: { kind: 'question', id: await question() },
          values: values(more),
        })
      ).body.error;
    expect((await refused({ staff: [], mails: [] })).details.problems[0].at).toBe('staff');
    expect((await refused({ mails: ['no address'] })).details.problems[0].at).toBe('mails');
    const unseen = await call('POST /api/admin/briefings', {
      of: { kind: 'dashboard', id: 'dsh_none' },
      values: values(),
    });
    expect(unseen.body.error.code).toBe('analytics.no_dashboard');
    expect(
      (await call('POST /api/admin/briefings', { of: { kind: 'dashboard', id: 'x' }, values: values() }, reader.cookie))
        .status,
    ).toBe(403);
  });
});
