import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestApp } from '../../platform/testing/app.ts';
import { experimentValues } from '../experiments/testing.ts';
import { signedInAgain, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { BlockName } from './block-kind.ts';
import { block } from './default-pages.ts';
import type { Block } from './page.ts';

export const aBlock = (key: string, kind: BlockName, values: Draft = {}): Block => block(key, kind, values);

type Seen = {
  readonly id: string | null;
  readonly blocks: readonly {
    readonly key: string;
    readonly content: {
      readonly kind: string;
      readonly items?: readonly { readonly id: string }[];
      readonly parts?: readonly { readonly text: string }[];
    };
  }[];
};

/** An operator who composes, and phones that open pages. */
export function pagesTest(app: TestApp) {
  const admin = async (route: string, body?: object) => {
    const { cookie } = await signedIn(app.ctx);
    return app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
  };
  const read = async (id: string) => (await admin(`GET /api/admin/pages/${id}`)).body;
  return {
    admin,
    make: async (name: string, kind: string) => (await admin('POST /api/admin/pages', { name, kind })).body,
    async save(id: string, blocks: readonly Block[]) {
      const { name } = await read(id);
      return (await admin(`PUT /api/admin/pages/${id}`, { name, blocks })).body;
    },
    async publish(
      id: string,
      asked: { readonly saves?: number; readonly startsAt?: string; readonly endsAt?: string } = {},
    ) {
      const { saves } = await read(id);
      return admin(`POST /api/admin/pages/${id}/publication`, { saves, startsAt: null, endsAt: null, ...asked });
    },
    async sees({ token }: { readonly token: string }, query = 'kind=home') {
      const seen: Seen = (await app.call(`GET /api/shop/page?${query}`, { token })).body;
      return seen;
    },
  };
}

type Arm = { readonly id: string; readonly arm: number; readonly seen: boolean };
export type Opened = { readonly key: string; readonly content: Block['values']; readonly experiment: Arm | null };

/** Blocks that are tested, and phones that say what was on their screens. */
export function testedTest(app: TestApp) {
  const { ctx } = app;
  const { admin, make, save, publish } = pagesTest(app);
  const api = '/api/admin/experiments';
  const again = (her: TestMember) => signedInAgain(ctx, her);
  return {
    api,
    again,
    /** What a phone has of one block of a page now. */
    async opens(her: TestMember, key: string, query = 'kind=home'): Promise<Opened | undefined> {
      const { body } = await app.call(`GET /api/shop/page?${query}`, { token: again(her).token });
      return body.blocks.find((one: Opened) => one.key === key);
    },
    /** Whether it counts that this arm was on her screen. */
    async tells(her: TestMember, page: string, block: string, arm: Arm, kind = 'home'): Promise<boolean> {
      const body = { kind, page, block, experiment: arm.id, arm: arm.arm };
      return (await app.call('POST /api/shop/page/exposures', { token: again(her).token, body })).body.counted;
    },
    async exposures(id: string) {
      const { rows } = await sql<{ personNo: number; arm: number; tester: boolean }>`
        select x.person_no, x.arm, x.tester from experiments.exposure x
        join experiments.experiment e on e.no = x.experiment_no where e.id = ${id} order by 1
      `.execute(ctx.db);
      return rows;
    },
    /** A page of these blocks that is live. */
    async livePage(name: string, kind: string, blocks: readonly Block[]): Promise<string> {
      const { id } = await make(name, kind);
      await save(id, blocks);
      expect((await publish(id)).status).toBe(200);
      return id;
    },
    /** A test of a block that has begun. */
    async begin(page: string, key: string, values: Draft, versions: Readonly<Record<string, Draft>>): Promise<string> {
      const subject = { kind: 'page_block', id: `${page}.${key}` } as const;
      const made = await admin(`POST ${api}`, experimentValues(subject, { guards: [], ...values }, versions));
      expect([made.status, made.body.error]).toEqual([200, undefined]);
      const begun = await admin(`POST ${api}/${made.body.id}/start`, {});
      expect([begun.status, begun.body.error]).toEqual([200, undefined]);
      return String(made.body.id);
    },
  };
}
