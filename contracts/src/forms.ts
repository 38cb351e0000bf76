import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FormFields, FormValues, Nullable } from './contract.ts';

const FormName = Type.Object({ name: Type.String({ maxLength: 80 }) });

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
    ok: Type.Object({ problems: Type.Array(FormProblem), sentence: Nullable(Bilingual()) }),
  },
} as const satisfies Contract;
