import type { Draft } from '@huoshui/contracts/form';
import type { TestApp } from '../../platform/testing/app.ts';
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
