import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Instant, Nullable, OneOf } from './contract.ts';
import { checkState } from './words/scrm-doctor.ts';
import { valuesOf } from './words.ts';

const Checkup = Type.Object({
  connected: Type.Boolean(),
  /** Null: nobody looked yet. */
  at: Nullable(Instant()),
  findings: Type.Array(
    Type.Object({
      key: Type.String(),
      words: Bilingual(),
      state: OneOf(valuesOf(checkState)),
      says: Bilingual(),
      /** What to do; null where there is nothing to do. */
      mend: Nullable(Bilingual()),
    }),
  ),
});

export const scrmDoctorContract = {
  'GET /api/admin/wecom/checkup': { summary: 'What the last check of the configuration found', ok: Checkup },
  'POST /api/admin/wecom/checkup': { summary: 'Ask WeCom for each prerequisite now', ok: Checkup },
} as const satisfies Contract;
