import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FormFields, FormValues, Nullable, OneOf } from './contract.ts';
import { pickable } from './form-values.ts';

const FormName = Type.Object({ name: Type.String({ maxLength: 80 }) });

const PickedId = Type.Object({ of: OneOf(pickable), id: Type.String({ maxLength: 64, pattern: '^[^\\u0000]+$' }) });

/** Where a value is wrong (`tiers.0.off`; '' is the whole form), and why. */
export const FormProblem = Type.Object({ at: Type.String(), words: Bilingual() });

export const formContract = {
  'GET /api/admin/forms/:name': {
    summary: 'The fields of a form and what it starts from',
    params: FormName,
    ok: Type.Object({ fields: FormFields(), initial: FormValues() }),
  },
  'POST /api/admin/forms/:name/preview': {
    summary: 'What a draft means, or what is wrong with it; changes nothing',
    params: FormName,
    body: Type.Object({ values: FormValues() }),
    ok: Type.Object({
      problems: Type.Array(FormProblem),
      /** What may be published, and a platform may punish; absent where there is nothing to say. */
      cautions: Type.Optional(Type.Array(FormProblem)),
      sentence: Nullable(Bilingual()),
    }),
  },
  'POST /api/admin/forms/names': {
    summary: 'Names of what forms have picked; an ended thing keeps its name, what is gone has none',
    body: Type.Object({ picked: Type.Array(PickedId, { maxItems: 1000 }) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          of: OneOf(pickable),
          id: Type.String(),
          name: Nullable(Bilingual()),
          ended: Type.Boolean(),
          /** How it stands, where that is to be known: 已结束. */
          note: Nullable(Bilingual()),
        }),
      ),
    }),
  },
} as const satisfies Contract;
