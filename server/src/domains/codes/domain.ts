import { words } from '@huoshui/contracts/words';
import type { Domain } from '../../platform/domain.ts';
import { pickNames } from '../../platform/form/names.ts';
import type { Wechat } from '../../wechat/index.ts';
import { attributionForm } from './attribution.ts';
import { stateOf } from './code.ts';
import { codeForm } from './code-form.ts';
import { codeErrors } from './errors.ts';
import { codeScanned } from './events.ts';
import type { FindByName } from './listed/names.ts';
import { listedRoutes } from './listed/routes.ts';
import { type AccountCodes, makeCodes } from './make.ts';
import { codeOutcomes } from './outcomes.ts';
import type { CountParcels } from './parcel-cards.ts';
import { codePeople } from './people/codes.ts';
import { codesOfScenes, findCodes, knownChannels } from './queries.ts';
import { codesReport } from './reports/codes.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import type { OthersCodes } from './scan.ts';
import { sheetRoutes } from './sheets/routes.ts';
import { drawSheets } from './sheets/sheet.ts';

export { cameByChannel, cameByCode } from './conditions/came-by.ts';
export type { FindByName } from './listed/names.ts';
export { codeMarks } from './marks.ts';

const notes = { live: null, ended: words('已到期', 'ended'), archived: words('已停用', 'archived') } as const;

/** Codes that were put into the world: what each opens, who came by it, and what that was worth. */
export function codes({
  wechat,
  find,
  accountCodes,
  countParcels,
  others,
}: {
  readonly wechat: Wechat;
  readonly find: FindByName;
  readonly accountCodes: AccountCodes;
  readonly countParcels: CountParcels;
  readonly others: OthersCodes;
}): Domain {
  return {
    name: 'codes',
    routes: [...adminRoutes, ...listedRoutes(find), ...sheetRoutes, ...shopRoutes(others)],
    sweeps: [makeCodes(wechat, accountCodes), drawSheets],
    errors: codeErrors,
    forms: { 'codes.code': codeForm, 'codes.attribution': attributionForm },
    facts: [codeScanned],
    reports: [codesReport(countParcels)],
    outcomes: codeOutcomes(countParcels),
    people: [codePeople],
    picks: {
      // One that ended is still asked about: it is out there.
      code: async (ctx, ids) =>
        pickNames(
          [...(await findCodes(ctx, ids)).values()].map((row) => ({
            id: row.id,
            name: row.name,
            note: notes[stateOf(row, ctx.now())],
          })),
        ),
      // By what it carries, as arrivals have it: nobody picks by that.
      code_mark: async (ctx, scenes) =>
        pickNames(
          (await codesOfScenes(ctx, scenes)).map(({ scene, name }) => ({
            id: scene,
            name: words(`码「${name}」`, `Code “${name}”`),
          })),
        ),
      code_channel: async (ctx, ids) => new Map((await knownChannels(ctx, ids)).map((name) => [name, name])),
    },
  };
}
