import type { Draft, Field } from '@huoshui/contracts/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { type ReportOfServer, useReports } from '../../ground/reports.ts';
import { asDraft } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { useFormPreview, useFound } from '../../ui/form/fields/form-preview.tsx';
import { ProblemSummary, ProblemsProvider } from '../../ui/form/fields/problems.tsx';
import { useFormProblems } from '../../ui/form/fields/use-form-problems.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { lastDays } from '../../ui/report/day-range.ts';
import { isNothing } from '../../ui/report/nothing.ts';
import { Report } from '../../ui/report/report.tsx';
import { fileTables, ReportTables } from '../../ui/report/tables.tsx';
import { useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { useAnalyticsText } from './texts.ts';

/** Any report of the server, from what it says of itself: its question as a form, its answer as tables. */
export function ReportPage() {
  const { name = '' } = useParams();
  return <NamedReport name={name} />;
}

/** The same of one report, for a page of its own. */
export function NamedReport({ name }: { readonly name: string }) {
  return (
    <Loaded query={useReports()}>
      {({ items }) => {
        const report = items.find((item) => item.name === name);
        return report === undefined ? <PageError /> : <Asked key={name} report={report} />;
      }}
    </Loaded>
  );
}

const shapes = { values: asDraft };

function Asked({ report }: { readonly report: ReportOfServer }) {
  const t = useAnalyticsText();
  const say = useWords();
  const { name, fields } = report;
  const [start] = useState(() => startOf(report));
  const [{ values: changed }, change] = useAddress(shapes, { values: {} });
  const values = useMemo(() => ({ ...start, ...changed }), [start, changed]);
  const asked = useFormPreview(`report.${name}`, values);
  const sound = !asked.asking && asked.problems.length === 0;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['report', name, values],
    queryFn: async () => api('POST /api/admin/reports/:name', { params: { name }, body: { values: { ...values } } }),
    enabled: sound,
    placeholderData: keepPreviousData,
  });
  const tables = data?.tables ?? [];
  return (
    <Report
      question={say(report.words)}
      sentence={
        <Question
          fields={fields}
          values={values}
          problems={asked.problems}
          onChange={(next) => change({ values: differing(next, start) })}
        />
      }
      insight={asked.sentence && say(asked.sentence)}
      pending={isPending && sound}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={isNothing(tables)}
      emptyHint={t(sound ? 'report_empty' : 'report_unasked')}
      file={() => ({ name, tables: fileTables(tables, say) })}
      actions={<KeepQuestion kit kept={sound ? { report: name, values, name: say(report.words) } : null} />}
    >
      <ReportTables
        tables={tables}
        name={name}
        people={(of, asked, count) => <PeopleLink of={of} values={asked} count={count} />}
      />
    </Report>
  );
}

type QuestionProps = {
  readonly fields: readonly Field[];
  readonly values: Draft;
  readonly problems: ReturnType<typeof useFormPreview>['problems'];
  readonly onChange: (values: Draft) => void;
};

function Question({ fields, values, problems, onChange }: QuestionProps) {
  const [form] = Form.useForm();
  const found = useFormProblems(form);
  return (
    <ProblemsProvider value={found}>
      <Form
        form={form}
        layout="vertical"
        className="hs-report-form"
        initialValues={values}
        onFieldsChange={found.onFieldsChange}
        onValuesChange={() => onChange(form.getFieldsValue(true))}
      >
        <FormFields fields={fields} />
        <Found problems={problems} />
        <ProblemSummary />
      </Form>
    </ProblemsProvider>
  );
}

function Found({ problems }: Pick<QuestionProps, 'problems'>) {
  useFound('', problems);
  return null;
}

/** A question about days is asked about the last thirty until others are chosen. */
function startOf({ fields, initial }: ReportOfServer): Draft {
  const days = fields.filter(({ kind, key }) => kind === 'day_range' && initial[key] == null);
  return { ...initial, ...Object.fromEntries(days.map(({ key }) => [key, lastDays(30)])) };
}

const differing = (values: Draft, start: Draft): Draft =>
  Object.fromEntries(
    Object.entries(values).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(start[key])),
  );
