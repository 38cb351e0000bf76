import type { Field, FieldOption, ScopeValue } from '@huoshui/contracts/form';
import { amountText } from '@huoshui/contracts/form-numbers';
import { bothOf, type Words, words } from '@huoshui/contracts/words';
import type { Names } from './form.ts';

/** One value of a form as a person reads it, for lists of what a change changes; null where nothing was chosen. */
export function sayValue(field: Field, value: unknown, names: Names): Words | null {
  if (value === null || value === undefined || value === '') return null;
  switch (field.kind) {
    case 'count':
    case 'money':
    case 'percent':
    case 'minute_of_day':
    case 'period':
      return typeof value === 'number' ? amountText(field, value) : null;
    case 'switch':
      return value === true ? words('是', 'yes') : words('否', 'no');
    case 'choice':
      return labelOf(field.options, value);
    case 'choices':
      return joined(listOf(value).map((one) => labelOf(field.options, one)));
    case 'picker':
      return joined((Array.isArray(value) ? listOf(value) : [value]).map((id) => nameOf(field.of, id, names)));
    case 'scope':
      return sayScope(value);
    case 'day_range':
      return joined([Reflect.get(Object(value), 'from'), Reflect.get(Object(value), 'to')].map(plain), ' – ');
    case 'texts':
      return joined(listOf(value).map(plain));
    case 'list':
      return words(`${listOf(value).length} 项`, `${listOf(value).length}`);
    default:
      return plain(value);
  }
}

function labelOf(options: readonly FieldOption[], value: unknown): Words | null {
  return options.find((option) => option.value === value)?.label ?? null;
}

function nameOf(of: Parameters<Names>[0], id: unknown, names: Names): Words | null {
  return typeof id === 'string' ? (names(of, id) ?? plain(id)) : null;
}

function sayScope(value: unknown): Words {
  const { kind, ids = [] }: Partial<ScopeValue> = Object(value);
  return kind === 'all' ? words('全部商品', 'all goods') : words(`${ids.length} 项`, `${ids.length} chosen`);
}

function joined(all: readonly (Words | null)[], by?: string): Words | null {
  const told = all.filter((one) => one !== null);
  if (told.length === 0) return null;
  return words(told.map(({ zh }) => zh).join(by ?? '、'), told.map(({ en }) => en).join(by ?? ', '));
}

function plain(value: unknown): Words {
  return bothOf(String(value));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
