import type { RouteIn } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { experimentForm } from './experiment-form.ts';

type Asked = RouteIn<(typeof experimentContract)['POST /api/admin/experiments']>['body'];

let made = 0;

/** What an arm of a placement changes: whatever is not named stays as it stands. */
export const change = (values: Draft): Draft => ({ coupon: null, title: null, text: null, button: null, ...values });

/** An experiment of another title against the placement as it stands, by who bought within a week, unless told otherwise. `versions`: by the name of each arm. */
export function experimentValues(
  subject: string | Asked['subject'],
  values: Draft = {},
  versions: Readonly<Record<string, Draft>> = { 新标题: change({ title: '今天满减' }) },
): Asked {
  made += 1;
  return {
    subject: typeof subject === 'string' ? { kind: 'placement', id: subject } : subject,
    values: {
      ...initialValues(experimentForm.fields),
      name: `实验 ${made}`,
      arms: Object.keys(versions).map((name) => ({ name, parts: 1 })),
      ...values,
    },
    versions: Object.values(versions).map((version) => ({ ...version })),
  };
}
