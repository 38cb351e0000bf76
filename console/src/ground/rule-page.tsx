import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { FormFields } from '../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../ui/form/form-page.tsx';
import { Loaded } from '../ui/loaded.tsx';
import type { Answer } from './api.ts';
import { useFormOf } from './forms.ts';

/** A rule as it is kept: its values, and the revision that a save starts from. */
type Rule = { readonly revision?: number | undefined };
type RulePageProps<R extends Rule> = {
  /** The form that it is filled in by, of the server. */
  readonly form: string;
  readonly title: string;
  readonly purpose: string;
  readonly section: string;
  readonly locked: string | null;
  readonly read: () => Promise<R>;
  readonly save: (body: Draft, revision: number | undefined) => Promise<R>;
};

/** One rule of the shop on a page of its own: its fields, and in a sentence what they mean. */
export function RulePage<R extends Rule>(props: RulePageProps<R>) {
  const query = useQuery({ queryKey: [props.form], queryFn: props.read });
  const form = useFormOf(props.form);
  return (
    <Loaded query={query}>
      {(rule) => <Loaded query={form}>{({ fields }) => <Editor {...props} rule={rule} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps<R extends Rule> = RulePageProps<R> & {
  readonly rule: R;
  readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'];
};

function Editor<R extends Rule>({ form, title, purpose, section, locked, save, rule, fields }: EditorProps<R>) {
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...values } = rule;
    return values;
  }, [rule]);
  return (
    <FormPage<Draft>
      title={title}
      purpose={purpose}
      initial={initial}
      onSave={async (body) => {
        queries.setQueryData([form], await save(body, rule.revision));
      }}
      locked={locked}
      preview={(values) => <FormPreview name={form} values={values} />}
    >
      <FormSection title={section}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}
