import type { Field } from '@huoshui/contracts/form';
import { experimentMetric } from '@huoshui/contracts/words/experiments';
import { formatPercent, formatYuan } from '../../ui/format.ts';

export type Metric = keyof typeof experimentMetric;

export function isMetric(value: unknown): value is Metric {
  return typeof value === 'string' && Object.hasOwn(experimentMetric, value);
}

/** A share, money, or how many. */
export function shownValue(metric: Metric, value: number): string {
  switch (metric) {
    case 'bought':
    case 'tapped':
    case 'closed':
      return formatPercent(value);
    case 'revenue':
    case 'basket':
      return formatYuan(Math.round(value));
    case 'orders':
      return value.toFixed(2);
  }
}

/** The form's fields with only those metrics that the thing is measured by. */
export function metricsOf(fields: readonly Field[], metrics: readonly string[]): readonly Field[] {
  return fields.map((field) =>
    (field.key === 'metric' || field.key === 'guards') && (field.kind === 'choice' || field.kind === 'choices')
      ? { ...field, options: field.options.filter(({ value }) => metrics.includes(value)) }
      : field,
  );
}
