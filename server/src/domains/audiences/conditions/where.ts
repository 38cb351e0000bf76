import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Selector } from '../../../platform/event-store/selector.ts';

const ops = [
  { value: 'eq', label: words('等于', 'is') },
  { value: 'ne', label: words('不等于', 'is not') },
  { value: 'in', label: words('是其中之一', 'is one of') },
  { value: 'contains', label: words('包含', 'contains') },
  { value: 'gt', label: words('大于', 'more than') },
  { value: 'gte', label: words('大于等于', 'at least') },
  { value: 'lt', label: words('小于', 'less than') },
  { value: 'lte', label: words('小于等于', 'at most') },
  { value: 'set', label: words('有值', 'has a value') },
  { value: 'unset', label: words('没有值', 'has none') },
] as const;
const OF_NUMBERS: readonly string[] = ['gt', 'gte', 'lt', 'lte'];

/** Properties that an event has to have. What is not there is no text and no number: it is unlike any value, and neither more nor less. */
export const whereField = {
  key: 'where',
  label: words('并且属性', 'With properties'),
  kind: 'list',
  min: 0,
  max: 5,
  add: words('加一个属性', 'Add a property'),
  of: [
    {
      key: 'property',
      label: words('属性', 'Property'),
      hint: words('如 page；金额以分计', 'as page; amounts are fen'),
      kind: 'text',
      max: 64,
    },
    { key: 'op', label: words('关系', 'Relation'), kind: 'choice', options: ops, initial: 'eq' },
    {
      key: 'value',
      label: words('值', 'Value'),
      kind: 'text',
      max: 200,
      when: { field: 'op', is: ['eq', 'ne', 'contains', 'gt', 'gte', 'lt', 'lte'] },
    },
    {
      key: 'values',
      label: words('值', 'Values'),
      kind: 'texts',
      max: 50,
      each: 200,
      when: { field: 'op', is: ['in'] },
    },
  ],
} as const;

export type Where = ValuesOf<readonly [typeof whereField]>['where'];

export const PROPERTY = /^[A-Za-z_$][A-Za-z0-9_.$]*$/;

export function whereProblem(where: Where): Problem | null {
  for (const [n, { property, op, value }] of where.entries()) {
    if (!PROPERTY.test(property)) return { at: `where.${n}.property`, words: noProperty };
    if (OF_NUMBERS.includes(op) && !Number.isFinite(Number(value)))
      return { at: `where.${n}.value`, words: words('要和数字比较', 'This is compared with a number') };
  }
  return null;
}

export const noProperty = words('没有这样的属性名称', 'No property is called so');

export function filtersOf(where: Where): Selector['where'] {
  return where.map(({ property, op, value, values }) => {
    if (op === 'in') return { property, op, value: [...(values ?? [])] };
    return value === null ? { property, op } : { property, op, value };
  });
}

/** „(page is home)“, or nothing. */
export function whereWords(where: Where): Words {
  if (where.length === 0) return words('', '');
  const parts = where.map(({ property, op, value, values }) => {
    const how: Words = ops.find((one) => one.value === op)?.label ?? words(op, op);
    const what = op === 'in' ? (values ?? []).join('/') : (value ?? '');
    return words(`${property} ${how.zh} ${what}`.trim(), `${property} ${how.en} ${what}`.trim());
  });
  const all = joinWords(parts, words('，', ', '));
  return words(`（${all.zh}）`, ` (${all.en})`);
}

/** The same for whoever else asks for events by their properties. */
export const eventFilters = {
  field: whereField,
  problem: whereProblem,
  selects: filtersOf,
  words: whereWords,
} as const;
