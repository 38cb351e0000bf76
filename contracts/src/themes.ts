import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, FormValues, Id, Nullable, OneOf, Revision } from './contract.ts';
import { themeColour, themeOpens } from './words/themes.ts';
import { valuesOf } from './words.ts';

/** What the day gives by a rule of its own; `holds`: it is in force on that day. */
const Benefit = Type.Object({ label: Bilingual(), holds: Type.Boolean() });

const Theme = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  colour: OneOf(valuesOf(themeColour)),
  picture: Nullable(Type.String()),
  /** The values of the form `themes.theme`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** The next business day on which it is held, today counted; null: none within a year. */
  next: Nullable(Day()),
  benefit: Nullable(Benefit),
});

const DayOfTheme = Type.Object({
  day: Day(),
  theme: Nullable(Type.Object({ id: Type.String(), name: Type.String(), colour: OneOf(valuesOf(themeColour)) })),
  /** Said for this very date, and not by its weekday. */
  own: Type.Boolean(),
  /** How many asked to be reminded of it. */
  reminders: Type.Integer(),
});

/** A theme as shoppers see it on a day. */
export const ShownTheme = Type.Object({
  day: Day(),
  id: Type.String(),
  name: Type.String(),
  slogan: Type.String(),
  colour: OneOf(valuesOf(themeColour)),
  picture: Nullable(Type.String()),
  link: Type.Object({ target: OneOf(valuesOf(themeOpens)), id: Nullable(Type.String()) }),
  /** Only what is in force on that day. */
  benefit: Nullable(Bilingual()),
});

const DayParams = Type.Object({ day: Day() });
const Reminded = Type.Object({ reminded: Type.Boolean() });

export const themeContract = {
  'GET /api/admin/themes': {
    summary: 'Themes, those that come next first, and what each of the coming four weeks’ days is',
    ok: Type.Object({ items: Type.Array(Theme), days: Type.Array(DayOfTheme) }),
  },
  'POST /api/admin/themes': {
    summary: 'The values of the form `themes.theme`',
    body: Type.Object({ values: FormValues() }),
    ok: Theme,
  },
  'PUT /api/admin/themes/:id': {
    summary: 'What is shown, and on which weekdays, from now on',
    params: Type.Object({ id: Id('thm') }),
    body: Type.Object({ values: FormValues() }),
    ok: Theme,
  },
  'PUT /api/admin/theme-days/:day': {
    summary: 'What this very date is, whatever its weekday says; null: it has no theme',
    params: DayParams,
    body: Type.Object({ theme: Nullable(Id('thm')) }),
    ok: DayOfTheme,
  },
  'DELETE /api/admin/theme-days/:day': {
    summary: 'The date is again what its weekday says',
    params: DayParams,
    ok: DayOfTheme,
  },
  'PUT /api/shop/theme-days/:day/reminder': {
    summary: 'She is told in the morning of that day, once; twice is once',
    params: DayParams,
    ok: Reminded,
  },
  'DELETE /api/shop/theme-days/:day/reminder': { params: DayParams, ok: Reminded },
} as const satisfies Contract;
