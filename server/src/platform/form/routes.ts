import type { Problem } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { formContract } from '@huoshui/contracts/forms';
import { platformErrors } from '../platform-errors.ts';
import { type Route, route } from '../routes.ts';
import type { Form } from './form.ts';
import { previewForm } from './read.ts';

/** Every form of the house by its name: what to draw, and what a draft means while somebody still types. */
export function formRoutes(forms: Readonly<Record<string, Form>>): readonly Route[] {
  const find = (name: string): Form => {
    const found = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (!found) throw platformErrors.error('not_found');
    return found;
  };
  return [
    route(formContract, 'GET /api/admin/forms/:name', { operator: true }, async (_ctx, { params }) => {
      const { fields } = find(params.name);
      return { fields, initial: initialValues(fields) };
    }),
    route(
      formContract,
      'POST /api/admin/forms/:name/preview',
      { operator: true, onlyReads: true },
      async (ctx, { params, body }) => {
        const { problems, cautions, sentence } = await previewForm(ctx, find(params.name), body.values);
        const said = cautions.length === 0 ? {} : { cautions: cautions.map(copied) };
        return { problems: problems.map(copied), ...said, sentence };
      },
    ),
    route(
      formContract,
      'POST /api/admin/forms/names',
      { operator: true, onlyReads: true },
      async (ctx, { body: { picked } }) => {
        const names = await ctx.names(ctx, picked);
        return {
          items: picked.map(({ of, id }) => ({
            of,
            id,
            name: names(of, id),
            ended: names.ended(of, id),
            note: names.note(of, id),
          })),
        };
      },
    ),
  ];
}

const copied = (problem: Problem) => ({ ...problem });
