import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { bindKnownPhone } from './bind-phone.ts';
import { memberImport } from './import.ts';
import { accounts, findMembers } from './index.ts';
import { becomeOne, createAddress, createMember, type TestMember } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'operator')).cookie;
});

describe('a phone number', () => {
  it('makes two records one: the older keeps its id, and the newer one’s session goes on as hers', async () => {
    const imported = await inTransaction(ctx, async (ctx) =>
      memberImport.bring(ctx, [{ external: 'c1', phone: '138 0013 8001', tags: ['老客'] }], 'file'),
    );
    const [old] = imported;
    if (!old || 'refused' in old) throw new Error('refused');
    const fresh = await createMember(ctx);
    await createAddress(ctx, fresh.id);
    await bindKnownPhone(ctx, fresh.id, '+8613800138001');
    const me = await app.call('GET /api/shop/me', { token: fresh.token });
    expect(me.body).toMatchObject({ id: old.memberId, phoneMasked: '138****8001' });
    const hers = await accounts.of(ctx, [old.personNo], [fresh.account.app]);
    expect(hers.get(old.personNo)).toMatchObject([{ openid: fresh.openid }]);
    expect((await app.call('GET /api/shop/addresses', { token: fresh.token })).body.items).toHaveLength(1);
    expect((await findMembers(ctx, [fresh.id])).get(fresh.id)?.id).toBe(old.memberId);
  });

  it('is stored sealed, shown masked, and finds its owner', async () => {
    const member = await createMember(ctx);
    await bindKnownPhone(ctx, member.id, '13900139002');
    const found = await app.call('GET /api/admin/members?q=13900139002', { cookie });
    expect(found.body.items).toMatchObject([{ id: member.id, phoneMasked: '139****9002' }]);
    expect(found.text).not.toContain('13900139002');
  });
});

describe('an import of members', () => {
  it('done again brings nobody new', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ external: `again-${i}` }));
    const count = async () => {
      const made = await inTransaction(ctx, async (ctx) => memberImport.bring(ctx, rows, 'again'));
      return made.filter((m) => 'isNew' in m && m.isNew).length;
    };
    expect([await count(), await count()]).toEqual([50, 0]);
  });
});

describe('a session', () => {
  it('is refused when it is forged, and ends after thirty days of the shop', async () => {
    const member = await createMember(ctx);
    expect((await app.call('GET /api/shop/me', { token: `${member.token}x` })).status).toBe(401);
    await app.advance(31 * 86_400_000);
    expect((await app.call('GET /api/shop/me', { token: member.token })).status).toBe(401);
  });
});

describe('an address', () => {
  it('stands as the default as long as there is any: deleted, merged, taken apart, or several at once', async () => {
    const [hers, other] = [await createMember(ctx), await createMember(ctx)];
    const listOf = async ({ token }: TestMember) => (await app.call('GET /api/shop/addresses', { token })).body.items;
    const defaultsOf = async (member: TestMember) =>
      (await listOf(member)).filter((one: { isDefault: boolean }) => one.isDefault).length;
    for (let n = 0; n < 4; n += 1) await createAddress(ctx, hers.id);
    const [first] = await listOf(hers);
    await app.call(`DELETE /api/shop/addresses/${first.id}`, { token: hers.token });
    expect(await defaultsOf(hers)).toBe(1);

    // Whoever had none keeps the default of the one who joins: so an imported member gets hers at the first sign-in.
    const { cookie } = await signedIn(ctx);
    const body = { otherId: hers.id, reason: '同一个人' };
    const merged = await app.call(`POST /api/admin/members/${other.id}/merges`, { cookie, body });
    expect(await defaultsOf(other)).toBe(1);
    const all = await listOf(other);
    await Promise.all([
      ...all
        .slice(0, 2)
        .map(async ({ id }: { id: string }) => app.call(`DELETE /api/shop/addresses/${id}`, { token: other.token })),
      createAddress(ctx, other.id),
    ]);
    expect(await defaultsOf(other)).toBe(1);
    await app.call(`POST /api/admin/member-merges/${merged.body.items[0].id}/reversal`, {
      cookie,
      body: { reason: '错' },
    });
    expect([await defaultsOf(hers), await defaultsOf(other)]).toEqual([1, 1]);
  });

  it('is one of twenty at most and one default, however many are saved at once', async () => {
    const hers = await createMember(ctx);
    const body = {
      name: '林',
      phone: '13800138000',
      province: '上海市',
      city: '上海市',
      district: '',
      street: '路 1 号',
    };
    const save = async () =>
      app.call('POST /api/shop/addresses', { token: hers.token, body: { ...body, isDefault: true } });
    const answers = await Promise.all(Array.from({ length: 60 }, save));
    const codes = answers.map(({ status, body }) => (status === 200 ? 'saved' : body.error.code));
    expect(codes.filter((code) => code === 'saved')).toHaveLength(20);
    expect(new Set(codes)).toEqual(new Set(['saved', 'members.too_many_addresses']));
    const { items } = (await app.call('GET /api/shop/addresses', { token: hers.token })).body;
    expect(items).toHaveLength(20);
    expect(items.filter((item: { isDefault: boolean }) => item.isDefault)).toHaveLength(1);
  });

  it('is kept once when it is sent again under its key, at one moment or later', async () => {
    const hers = await createMember(ctx);
    const body = {
      name: '林',
      phone: '13800138000',
      province: '上海市',
      city: '上海市',
      district: '',
      street: '路 2 号',
    };
    const send = async (key: string, street = body.street) =>
      app.call('POST /api/shop/addresses', {
        token: hers.token,
        body: { ...body, street },
        headers: { 'idempotency-key': key },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, async () => send('address-1')));
    const again = await send('address-1');
    const ids = [...answers, again].filter(({ status }) => status === 200).map((one) => one.body.id);
    expect(new Set(ids).size).toBe(1);
    expect(again.status).toBe(200);
    expect((await send('address-1', '路 3 号')).status).toBe(409);
    await send('address-2');
    const { items } = (await app.call('GET /api/shop/addresses', { token: hers.token })).body;
    expect(items).toHaveLength(2);
  });

  it('of another member is not to be seen, changed or deleted', async () => {
    const [hers, other] = [await createMember(ctx), await createMember(ctx)];
    const id = await createAddress(ctx, hers.id);
    const deleted = await app.call(`DELETE /api/shop/addresses/${id}`, { token: other.token });
    expect(deleted.body.error.code).toBe('members.address_not_found');
    expect((await app.call('GET /api/shop/addresses', { token: hers.token })).body.items).toHaveLength(1);
  });
});

describe('a tag', () => {
  it('stands there with the operator and her reason', async () => {
    const member = await createMember(ctx);
    const tagged = await app.call(`POST /api/admin/members/${member.id}/tags`, {
      cookie,
      body: { name: '爱吃草莓', reason: '电话里说的' },
    });
    expect(tagged.body.tagList).toMatchObject([{ name: '爱吃草莓', source: 'operator' }]);
    expect(tagged.body.tagList[0].reason.en).toContain('电话里说的');
    const gone = await app.call(`DELETE /api/admin/members/${member.id}/tags/${encodeURIComponent('爱吃草莓')}`, {
      cookie,
    });
    expect(gone.body.tagList).toEqual([]);
  });

  it('counts as many members as the list that it opens, also when two of them became one', async () => {
    const [first, second, third] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
    for (const { id } of [first, second, third])
      await app.call(`POST /api/admin/members/${id}/tags`, { cookie, body: { name: '常客', reason: '来得多' } });
    const both = async () => {
      const { items } = (await app.call('GET /api/admin/tags', { cookie })).body;
      const opened = await app.call(`GET /api/admin/members?tag=${encodeURIComponent('常客')}&limit=1`, { cookie });
      return [items.find((tag: { name: string }) => tag.name === '常客').members, opened.body.total];
    };
    expect(await both()).toEqual([3, 3]);
    await becomeOne(ctx, first, second);
    expect(await both()).toEqual([2, 2]);
  });
});
