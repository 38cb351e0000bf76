import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { stateOf } from './code.ts';
import type { CodeValues } from './code-form.ts';
import { codeErrors } from './errors.ts';
import { codeScanned } from './events.ts';
import { type CodeRow, findByScene, findCodes, insertCodes } from './queries.ts';
import { newScene } from './scene.ts';

type Carried = Pick<CodeRow, 'id' | 'name' | 'place' | 'channel'> & {
  readonly outcome: 'opened' | 'ended' | 'archived';
};
type Scanner = { readonly memberId: string | null; readonly personNo: number | null };

/** What other domains may do with codes: those of official accounts come back to the account, not to the storefront. */
export const codes = {
  /** One more, made by the account afterwards; answers its id. Throws `codes.name_taken`. */
  async make(ctx: Ctx, { name, account }: { readonly name: string; readonly account: string }): Promise<string> {
    const id = newId('cod');
    const values: CodeValues = {
      ...{
        name,
        kind: 'official_account',
        account,
        place: 'official_account',
        channel: null,
        store: null,
        target: 'home',
      },
      ...{ product: null, category: null, shownStore: null, contact: null, group: null, caption: null },
      ...{ parcelsFrom: null, parcelsTo: null, costs: 'none', cost: null, costFrom: null, lastDay: null },
    };
    if (!(await insertCodes(ctx, [{ id, scene: newScene(), values }])).has(id)) throw codeErrors.error('name_taken');
    return id;
  },
  /** The code that carries so much; undefined for none of ours. */
  async carrying(ctx: Ctx, scene: string): Promise<Carried | undefined> {
    const row = scene === '' ? undefined : await findByScene(ctx, scene);
    if (row === undefined) return undefined;
    const state = stateOf(row, ctx.now());
    return { ...row, outcome: state === 'live' ? 'opened' : state };
  },
  /** She came by it. Whom nobody knows yet is told of nobody. */
  tellScan(ctx: Ctx, { id: codeId, name, place, channel, outcome }: Carried, { memberId, personNo }: Scanner): void {
    if (memberId === null || personNo === null) return;
    ctx.emit(codeScanned, { personNo, payload: { memberId, codeId, name, place, channel, outcome } });
  },
  /** Once it is made. */
  async picture(
    ctx: Ctx,
    id: string,
  ): Promise<{ readonly picture: string | null; readonly link: string | null } | undefined> {
    return (await findCodes(ctx, [id])).get(id);
  },
} as const;
