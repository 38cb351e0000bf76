import type {
  ChoicesField,
  Draft,
  Field,
  ListField,
  NodeDeed,
  NumberField,
  PeriodField,
  Picked,
  PickerField,
  Problem,
  ScopeField,
  ScopeValue,
  TextField,
  TextsField,
  ValuesOf,
} from '@huoshui/contracts/form';
import { numberProblem } from '@huoshui/contracts/form-numbers';
import { isShown } from '@huoshui/contracts/form-values';
import { isKeptPicture } from '@huoshui/contracts/picture-address';
import { SEEN } from '@huoshui/contracts/seen';
import { type Words, words } from '@huoshui/contracts/words';
import { isHoldableText, isDay as isRealDay } from '../holdable.ts';
import { redLinesOf } from '../red-lines.ts';
import type { Form } from './form.ts';

/** Ids that were picked, to be looked up in the domain that owns them. */
export type PickedId = { readonly at: string; readonly of: Picked; readonly id: string };

/** A node that is spoken of; whether the journey has it, and it does that, is known to whoever has the whole journey. */
export type NamedNode = { readonly at: string; readonly does: NodeDeed; readonly key: string };

export type Checked<Values> =
  | {
      readonly ok: true;
      readonly values: Values;
      readonly picked: readonly PickedId[];
      readonly nodes: readonly NamedNode[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The one checker: each value against its field, hidden ones emptied, then what only the form as a whole can see. Nothing is
 * clamped or mended; a key that no field has is a problem too. Pure: whether picked ids exist is asked by `readForm`.
 */
export function checkForm<Fields extends readonly Field[]>(
  form: Form<Fields>,
  draft: Draft,
): Checked<ValuesOf<Fields>> {
  const found: Found = { problems: [], picked: [], nodes: [] };
  // Every field has been read by its own kind, which is what `ValuesOf` says of it.
  const values = readFields(form.fields, draft, '', found) as ValuesOf<Fields>;
  if (found.problems.length > 0) return { ok: false, problems: found.problems };
  const whole = form.problem?.(values);
  if (whole) return { ok: false, problems: [whole] };
  const { refused } = form.published ? redLinesOf(form.fields, values) : { refused: [] };
  if (refused.length > 0) return { ok: false, problems: refused };
  return { ok: true, values, picked: [...found.picked, ...(form.picks?.(values) ?? [])], nodes: found.nodes };
}

/** What a draft picks, sound or not: values that were saved under an older form too. */
export function pickedIn(fields: readonly Field[], draft: Draft): readonly PickedId[] {
  const found: Found = { problems: [], picked: [], nodes: [] };
  readFields(fields, draft, '', found);
  return found.picked;
}

/** The same of a whole form: also what only the form as a whole knows of, as a condition that lies in it, where it is sound. */
export function pickedByForm(form: Form, draft: Draft): readonly PickedId[] {
  const checked = checkForm(form, draft);
  return checked.ok ? checked.picked : pickedIn(form.fields, draft);
}

type Found = { readonly problems: Problem[]; readonly picked: PickedId[]; readonly nodes: NamedNode[] };

function readFields(fields: readonly Field[], draft: Draft, path: string, found: Found): Draft {
  const unknown = Object.keys(draft).filter((key) => !fields.some((field) => field.key === key));
  for (const key of unknown.slice(0, 20))
    found.problems.push({ at: path + key, words: words(`没有「${key}」这一项`, `There is no field "${key}"`) });
  return Object.fromEntries(
    fields.map((field) => {
      const at = path + field.key;
      if (!isShown(field, fields, draft)) return [field.key, null];
      // `constructor` is a name that every object answers to.
      const given = (Object.hasOwn(draft, field.key) ? draft[field.key] : null) ?? null;
      const empty = given === null || (field.kind === 'text' && typeof given === 'string' && !seen.test(given));
      if (empty && field.optional) return [field.key, null];
      if (empty && field.kind === 'text' && (field.min ?? 1) === 0) return [field.key, ''];
      if (empty) {
        found.problems.push({ at, words: words(`请填写${field.label.zh}`, `${field.label.en} is missing`) });
        return [field.key, null];
      }
      return [field.key, readOne(field, given, at, found)];
    }),
  );
}

function readOne(field: Field, given: unknown, at: string, found: Found): unknown {
  const wrong = (what: Words): null => {
    found.problems.push({ at, words: what });
    return null;
  };
  switch (field.kind) {
    case 'text':
      return readText(field, given, wrong);
    case 'texts':
      return readTexts(field, given, wrong);
    case 'count':
    case 'money':
    case 'percent':
    case 'minute_of_day':
    case 'period':
      return readNumber(field, given, wrong);
    case 'switch':
      return typeof given === 'boolean' ? given : wrong(notThisKind(field));
    case 'choice':
      return field.options.some((option) => option.value === given)
        ? given
        : wrong(words(`${field.label.zh}没有这个选项`, `${field.label.en}: no such choice`));
    case 'choices':
      return readChoices(field, given, wrong);
    case 'day':
      return isDay(given) ? given : wrong(words(`${field.label.zh}不是有效的日期`, `${field.label.en} is not a day`));
    case 'day_range':
      return (
        readDayRange(given) ??
        wrong(words('请选择开始和结束日期，结束不能早于开始', 'Choose a first and a last day, in order'))
      );
    case 'scope':
      return readScope(field, given, at, found);
    case 'picker':
      return readPicked(field, given, at, found);
    case 'node':
      if (!isId(given)) return wrong(words(`请选择${field.label.zh}`, `Choose: ${field.label.en}`));
      found.nodes.push({ at, does: field.does, key: given });
      return given;
    case 'condition':
      return isDraft(given) ? given : wrong(notThisKind(field));
    case 'list':
      return readList(field, given, at, found);
  }
}

const seen = new RegExp(SEEN, 'u');

type Wrong = (what: Words) => null;

function readText(field: TextField, given: unknown, wrong: Wrong): string | null {
  if (!isText(given)) return wrong(notThisKind(field));
  const text = given.trim();
  const { zh, en } = field.label;
  if ([...text].length > field.max)
    return wrong(words(`${zh}最多 ${field.max} 个字`, `${en}: at most ${field.max} characters`));
  if ([...text].length < (field.min ?? 1))
    return wrong(words(`${zh}至少 ${field.min} 个字`, `${en}: at least ${field.min} characters`));
  if (field.upload === 'picture' && !isKeptPicture(text)) return wrong(words('请上传一张图片', 'Upload a picture'));
  if (field.upload === 'video' && !text.startsWith('/files/')) return wrong(words('请上传一段视频', 'Upload a video'));
  return text;
}

function readTexts(field: TextsField, given: unknown, wrong: Wrong): readonly string[] | null {
  if (!Array.isArray(given) || !given.every(isText)) return wrong(notThisKind(field));
  const texts = [...new Set(given.map((one) => one.trim()))].filter((one) => seen.test(one));
  const long = texts.find((one) => [...one].length > field.each);
  if (long !== undefined)
    return wrong(words(`「${long}」超过 ${field.each} 个字`, `"${long}" has more than ${field.each} characters`));
  return inNumber(texts, field, field.optional ? 0 : 1, field.max, wrong);
}

function isText(given: unknown): given is string {
  return typeof given === 'string' && isHoldableText(given);
}

function readNumber(field: NumberField | PeriodField, given: unknown, wrong: Wrong): unknown {
  const problem = numberProblem(field, given);
  return problem ? wrong(problem) : given;
}

function readChoices(field: ChoicesField, given: unknown, wrong: Wrong): readonly string[] | null {
  const chosen = idsOf(given);
  if (!chosen?.every((value) => field.options.some((option) => option.value === value)))
    return wrong(notThisKind(field));
  return inNumber(chosen, field, field.min ?? (field.optional ? 0 : 1), field.max ?? field.options.length, wrong);
}

function readScope(field: ScopeField, given: unknown, at: string, found: Found): ScopeValue | null {
  const wrong = (what: Words): null => {
    found.problems.push({ at, words: what });
    return null;
  };
  if (typeof given !== 'object' || given === null) return wrong(notThisKind(field));
  const kind = scopeKinds.find((one) => one === Reflect.get(given, 'kind'));
  const ids = idsOf(Reflect.get(given, 'ids') ?? []);
  const exceptProductIds = idsOf(Reflect.get(given, 'exceptProductIds') ?? []);
  if (!kind || !ids || !exceptProductIds) return wrong(notThisKind(field));
  if (field.by && !field.by.includes(kind))
    return wrong(words('不能这样选择商品', 'Goods cannot be chosen in this way here'));
  if (!field.except && exceptProductIds.length > 0)
    return wrong(words('这里不能排除商品', 'Products cannot be excluded here'));
  if (ids.length > mostOfScope || exceptProductIds.length > mostOfScope)
    return wrong(words(`最多选择 ${mostOfScope} 项`, `Choose at most ${mostOfScope}`));
  if (kind !== 'all' && ids.length === 0) return wrong(words('请选择商品范围', 'Choose the goods it applies to'));
  const of = { all: null, categories: 'category', products: 'product', skus: 'sku' } as const;
  const owner = of[kind];
  if (owner) for (const id of ids) found.picked.push({ at, of: owner, id });
  for (const id of exceptProductIds) found.picked.push({ at, of: 'product', id });
  return { kind, ids: kind === 'all' ? [] : ids, exceptProductIds };
}

/** Each id is asked for by name, at every preview. */
const mostOfScope = 500;
const scopeKinds = ['all', 'categories', 'products', 'skus'] as const;

function readPicked(field: PickerField, given: unknown, at: string, found: Found): string | readonly string[] | null {
  const wrong = (what: Words): null => {
    found.problems.push({ at, words: what });
    return null;
  };
  if (field.many === undefined) {
    if (!isId(given)) return wrong(words(`请选择${field.label.zh}`, `Choose: ${field.label.en}`));
    found.picked.push({ at, of: field.of, id: given });
    return given;
  }
  const ids = idsOf(given);
  if (!ids) return wrong(notThisKind(field));
  for (const id of ids) found.picked.push({ at, of: field.of, id });
  return inNumber(ids, field, field.optional ? 0 : 1, field.many, wrong);
}

function readList(field: ListField, given: unknown, at: string, found: Found): readonly Draft[] | null {
  const wrong = (what: Words): null => {
    found.problems.push({ at, words: what });
    return null;
  };
  if (!Array.isArray(given)) return wrong(notThisKind(field));
  if (inNumber(given, field, field.min, field.max, wrong) === null) return null;
  return given.map((row: unknown, index) => {
    if (isDraft(row)) return readFields(field.of, row, `${at}.${index}.`, found);
    found.problems.push({ at: `${at}.${index}`, words: notThisKind(field) });
    return {};
  });
}

function inNumber<T>(given: readonly T[], field: Field, min: number, max: number, wrong: Wrong): readonly T[] | null {
  const { zh, en } = field.label;
  if (given.length < min) return wrong(words(`${zh}至少 ${min} 项`, `${en}: at least ${min}`));
  if (given.length > max) return wrong(words(`${zh}最多 ${max} 项`, `${en}: at most ${max}`));
  return given;
}

function readDayRange(given: unknown): { from: string; to: string } | null {
  if (typeof given !== 'object' || given === null) return null;
  const [from, to]: unknown[] = [Reflect.get(given, 'from'), Reflect.get(given, 'to')];
  return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
}

function isDay(given: unknown): given is string {
  return typeof given === 'string' && isRealDay(given);
}

/** Distinct texts, or null where it is no list of them. */
function idsOf(given: unknown): readonly string[] | null {
  return Array.isArray(given) && given.every(isId) ? [...new Set(given)] : null;
}

function isId(given: unknown): given is string {
  return isText(given) && given !== '' && given.length <= 64;
}

function isDraft(given: unknown): given is Draft {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function notThisKind(field: Field): Words {
  return words(`${field.label.zh}的格式不对`, `${field.label.en} has the wrong form`);
}
