import type { Condition } from './condition.ts';
import type { pickable } from './form-values.ts';
import type { Words } from './words.ts';

/**
 * A form as data: one checker on the server (`platform/form`), one renderer in the console (`ui/form/fields`), one sentence
 * from it. Whoever has a form (discount, coupon, step, channel, activity, block, report) says its fields and nothing else.
 */
export type Field =
  | TextField
  | TextsField
  | NumberField
  | SwitchField
  | ChoiceField
  | ChoicesField
  | PeriodField
  | DayField
  | DayRangeField
  | ScopeField
  | PickerField
  | NodeField
  | ConditionField
  | ListField;

type Base = {
  /** Names the value; `[a-z][a-zA-Z0-9]*`. */
  readonly key: string;
  readonly label: Words;
  readonly hint?: Words;
  /** It may be left empty: its value is then null. */
  readonly optional?: true;
  /** Shown, and checked, only while another field of the same form has one of these values; otherwise its value is null. */
  readonly when?: { readonly field: string; readonly is: readonly (string | number | boolean)[] };
};

/** Text of `min` to `max` characters, trimmed. More than one line is a text area. */
export type TextField = Base & {
  readonly kind: 'text';
  readonly min?: number;
  readonly max: number;
  readonly lines?: number;
  readonly initial?: string;
  /** What is known is offered by its name; another may be typed. */
  readonly offers?: Offered;
  /** It is the address of something that is uploaded here, and kept by the shop. */
  readonly upload?: 'picture' | 'video';
};

/** What texts are known of: names of events, of their properties. */
export type Offered = 'event' | 'property';

/** Several short texts, each once: words to search for. */
export type TextsField = Base & {
  readonly kind: 'texts';
  /** How many, and how long each may be. */
  readonly max: number;
  readonly each: number;
  readonly initial?: readonly string[];
  /** What is known is offered by its name; others may be typed. */
  readonly options?: readonly FieldOption[];
};

/**
 * A whole number between its bounds, both allowed; `digits` allows a count as many decimals. `count` shows `unit` (件, 天); `money` is fen, typed in yuan; `percent` is
 * 0–100 and whole; `minute_of_day` is 0–1439 in Asia/Shanghai.
 */
export type NumberField = Base & {
  readonly kind: 'count' | 'money' | 'percent' | 'minute_of_day';
  readonly min: number;
  readonly max: number;
  readonly unit?: Words;
  readonly digits?: number;
  readonly initial?: number;
};

export type SwitchField = Base & { readonly kind: 'switch'; readonly initial?: boolean };

export type FieldOption = { readonly value: string; readonly label: Words; readonly hint?: Words };

/** One of a few. */
export type ChoiceField = Base & {
  readonly kind: 'choice';
  readonly options: readonly FieldOption[];
  readonly initial?: string;
};

/** Some of a few, in the order chosen. */
export type ChoicesField = Base & {
  readonly kind: 'choices';
  readonly options: readonly FieldOption[];
  readonly min?: number;
  readonly max?: number;
  readonly initial?: readonly string[];
};

/** A length of time in minutes, at most `max`; shown as days, hours and minutes. */
export type PeriodField = Base & {
  readonly kind: 'period';
  readonly min: number;
  readonly max: number;
  readonly initial?: number;
};

/** A business day, `YYYY-MM-DD`. */
export type DayField = Base & { readonly kind: 'day'; readonly initial?: string };

/** First and last business day, both counted. */
export type DayRangeField = Base & { readonly kind: 'day_range' };

/** Which goods: all, of categories, of products or SKUs, less exceptions. */
export type ScopeField = Base & {
  readonly kind: 'scope';
  /** Which ways of choosing are offered; all of them when absent. */
  readonly by?: readonly ScopeValue['kind'][];
  /** Whether products may be taken out again. */
  readonly except?: boolean;
};

export type ScopeValue = {
  readonly kind: 'all' | 'categories' | 'products' | 'skus';
  readonly ids: readonly string[];
  readonly exceptProductIds: readonly string[];
};

/** What a picker picks; the server resolves each id's name through the domain that owns it (`Domain.picks`). */
export type Picked = (typeof pickable)[number];

export type PickerField = Base & {
  readonly kind: 'picker';
  readonly of: Picked;
  /** Several, at most so many: the value is then a list of ids. */
  readonly many?: number;
};

/**
 * Another node of the journey that this form's step stands in, by its key. Only those that do what is asked for are offered:
 * send a message, give something.
 */
export type NodeField = Base & { readonly kind: 'node'; readonly does: NodeDeed };
export type NodeDeed = 'tells' | 'gives';

/**
 * Whom a condition holds for, of any nesting (`condition.ts`). Which kinds there are, and what their values may be, is known to
 * whoever composes them: a form with such a field hands it on in `problem`, `picks` and `sentence`.
 */
export type ConditionField = Base & { readonly kind: 'condition' };

/** Rows of the same fields: tiers, steps. */
export type ListField = Base & {
  readonly kind: 'list';
  readonly of: readonly Field[];
  readonly min: number;
  readonly max: number;
  readonly add: Words;
  /** What one row is, numbered in front of it: 档 → 第 1 档. */
  readonly row?: Words;
};

/** What one field's value is, once checked. */
export type ValueOf<F extends Field> = F extends { readonly optional: true } | { readonly when: object }
  ? Held<F> | null
  : Held<F>;

type Held<F extends Field> = F extends { readonly kind: 'text' | 'day' | 'node' }
  ? string
  : F extends { readonly kind: 'count' | 'money' | 'percent' | 'minute_of_day' | 'period' }
    ? number
    : F extends { readonly kind: 'switch' }
      ? boolean
      : F extends { readonly kind: 'choice'; readonly options: readonly { readonly value: infer V }[] }
        ? V
        : F extends { readonly kind: 'texts' }
          ? readonly string[]
          : F extends { readonly kind: 'choices'; readonly options: readonly { readonly value: infer V }[] }
            ? readonly V[]
            : F extends { readonly kind: 'day_range' }
              ? { readonly from: string; readonly to: string }
              : F extends { readonly kind: 'scope' }
                ? ScopeValue
                : F extends { readonly kind: 'condition' }
                  ? Condition
                  : F extends { readonly kind: 'picker'; readonly many: number }
                    ? readonly string[]
                    : F extends { readonly kind: 'picker' }
                      ? string
                      : F extends { readonly kind: 'list'; readonly of: infer Of extends readonly Field[] }
                        ? readonly ValuesOf<Of>[]
                        : never;

/** The checked values of a form, by key. */
export type ValuesOf<Fields extends readonly Field[]> = {
  readonly [F in Fields[number] as F['key']]: ValueOf<F>;
};

/** Values as they were typed: nothing is known of them yet. */
export type Draft = Readonly<Record<string, unknown>>;

/** What is wrong, and where: `tiers.0.off`; '' is the form as a whole. */
export type Problem = { readonly at: string; readonly words: Words };
