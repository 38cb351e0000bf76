import type { Draft, Field } from '@huoshui/contracts/form';
import { initialValues, isShown } from '@huoshui/contracts/form-values';
import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkForm } from './check.ts';
import { form } from './form.ts';

type Case = { readonly field: Field; readonly sound: unknown; readonly wrong: unknown };

const say = words('项', 'item');
const base = (key: string) => ({ key, label: say });
const letters = (max: number) => fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: max });
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const id = letters(20).map((text) => `prd_${text}`);

/** A field with a value that it takes as it is, and one that it refuses. */
const leaf: fc.Arbitrary<Case> = fc.oneof(
  fc
    .record({
      max: fc.integer({ min: 1, max: 20 }),
      text: fc.string({ unit: fc.constantFrom('a', '汉', '🍓'), minLength: 1, maxLength: 5 }),
    })
    .map(
      ({ max, text }): Case => ({
        field: { ...base('leaf'), kind: 'text', max },
        sound: [...text].slice(0, max).join(''),
        wrong: 'x'.repeat(max + 1),
      }),
    ),
  fc
    .record({
      kind: fc.constantFrom('count' as const, 'money' as const, 'percent' as const, 'period' as const),
      bounds: fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 })),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      wrong: fc.constantFrom('low', 'high', 'half', 'text'),
    })
    .map(({ kind, bounds: [low, span], at, wrong }): Case => {
      const [min, max] = [low, low + span];
      const bad = { low: min - 1, high: max + 1, half: min + 0.5, text: String(min) }[wrong];
      return { field: { ...base('leaf'), kind, min, max }, sound: min + Math.floor(at * span), wrong: bad };
    }),
  fc.boolean().map((sound): Case => ({ field: { ...base('leaf'), kind: 'switch' }, sound, wrong: 'yes' })),
  fc.uniqueArray(letters(6), { minLength: 1, maxLength: 5 }).map(
    (values): Case => ({
      field: { ...base('leaf'), kind: 'choice', options: values.map((value) => ({ value, label: say })) },
      sound: values[0],
      wrong: `${values[0]}!`,
    }),
  ),
  fc.uniqueArray(letters(6), { minLength: 1, maxLength: 5 }).map(
    (values): Case => ({
      field: { ...base('leaf'), kind: 'choices', options: values.map((value) => ({ value, label: say })) },
      sound: values,
      wrong: [...values, '!'],
    }),
  ),
  day.map((sound): Case => ({ field: { ...base('leaf'), kind: 'day' }, sound, wrong: '2026-02-30' })),
  fc.tuple(day, day).map(([one, other]): Case => {
    const [from = '', to = ''] = [one, other].sort();
    return { field: { ...base('leaf'), kind: 'day_range' }, sound: { from, to }, wrong: { from: to, to: null } };
  }),
  fc.uniqueArray(id, { minLength: 1, maxLength: 4 }).map(
    (ids): Case => ({
      field: { ...base('leaf'), kind: 'scope' },
      sound: { kind: 'products', ids, exceptProductIds: [] },
      wrong: { kind: 'products', ids: [], exceptProductIds: [] },
    }),
  ),
  fc.uniqueArray(id, { minLength: 1, maxLength: 4 }).map(
    (ids): Case => ({
      field: { ...base('leaf'), kind: 'picker', of: 'product', many: 4 },
      sound: ids,
      wrong: [...ids, ''],
    }),
  ),
  fc.uniqueArray(letters(6), { minLength: 1, maxLength: 4 }).map(
    (sound): Case => ({
      field: { ...base('leaf'), kind: 'texts', max: 4, each: 6 },
      sound,
      wrong: [...sound, 'much too long'],
    }),
  ),
);

/** A form of some fields, one of them perhaps rows of fields. */
const cases: fc.Arbitrary<readonly Case[]> = fc
  .record({ leaves: fc.array(leaf, { minLength: 1, maxLength: 5 }), row: leaf, rows: fc.integer({ min: 0, max: 3 }) })
  .map(({ leaves, row, rows }) => {
    const flat = leaves.map((one, at) => named(one, `f${at}`));
    if (rows === 0) return flat;
    const inner = named(row, 'inner');
    const sound = Array.from({ length: rows }, () => ({ inner: inner.sound }));
    const wrong = sound.map((own, at) => (at === rows - 1 ? { inner: inner.wrong } : own));
    const field: Field = { ...base('rows'), kind: 'list', of: [inner.field], min: 1, max: 3, add: say };
    return [...flat, { field, sound, wrong }];
  });

const named = (one: Case, key: string): Case => ({ ...one, field: { ...one.field, key } });

const formOf = (all: readonly Case[]) => form({ fields: all.map(({ field }) => field), sentence: () => say });
const draftOf = (all: readonly Case[]): Draft => Object.fromEntries(all.map(({ field, sound }) => [field.key, sound]));

describe('the checker, for any form', () => {
  it('takes sound values and gives them back unchanged', () => {
    fc.assert(
      fc.property(cases, (all) => {
        const checked = checkForm(formOf(all), draftOf(all));
        expect(checked).toMatchObject({ ok: true });
        expect(checked.ok && checked.values).toEqual(draftOf(all));
      }),
    );
  });

  it('finds one wrong value once, at its place', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (all, pick) => {
        const bad = all[pick % all.length];
        if (!bad) return;
        const checked = checkForm(formOf(all), { ...draftOf(all), [bad.field.key]: bad.wrong });
        const at =
          bad.field.kind === 'list' && Array.isArray(bad.wrong) ? `rows.${bad.wrong.length - 1}.inner` : bad.field.key;
        expect(checked.ok ? [] : checked.problems.map((problem) => problem.at)).toEqual([at]);
      }),
    );
  });

  it('does not look at what is hidden, nor at what a hidden choice would show', () => {
    fc.assert(
      fc.property(cases, fc.anything(), fc.anything(), (all, one, other) => {
        const hiding: readonly Field[] = [
          { ...base('on'), kind: 'switch' },
          { ...base('way'), kind: 'choice', options: [{ value: 'a', label: say }], when: { field: 'on', is: [true] } },
          { ...base('deep'), kind: 'count', min: 1, max: 2, when: { field: 'way', is: ['a'] } },
        ];
        const whole = form({ fields: [...all.map(({ field }) => field), ...hiding], sentence: () => say });
        const checked = checkForm(whole, {
          ...draftOf(all),
          on: false,
          way: 'a',
          deep: one,
          ...(other === 'a' ? { way: other } : {}),
        });
        expect(checked.ok && checked.values).toEqual({ ...draftOf(all), on: false, way: null, deep: null });
      }),
    );
  });

  it('answers whatever it is given: it never throws, and what it takes lies within the limits', () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(cases, fc.array(anything, { maxLength: 2 }), (all, given) => {
        const draft = Object.fromEntries(
          all.map(({ field, sound }, at) => [field.key, at < given.length ? given[at] : sound]),
        );
        const checked = checkForm(formOf(all), draft);
        if (!checked.ok) {
          expect(checked.problems.length).toBeGreaterThan(0);
          return;
        }
        // What has been taken once is taken again as it is: nothing in it lies outside its field.
        const again = checkForm(formOf(all), checked.values);
        expect(again.ok && again.values).toEqual(checked.values);
      }),
    );
  });

  it('knows no field by a name that every object answers to', () => {
    const fields: readonly Field[] = [
      { ...base('constructor'), kind: 'text', max: 5, optional: true },
      { ...base('on'), kind: 'switch', when: { field: 'toString', is: [true] } },
    ];
    const draft: Draft = JSON.parse('{"__proto__": {"on": true}, "hasOwnProperty": 1}');
    const checked = checkForm(form({ fields, sentence: () => say }), draft);
    expect(checked.ok ? [] : checked.problems.map(({ at }) => at)).toEqual(['__proto__', 'hasOwnProperty']);
    expect(initialValues(fields)).toEqual({ constructor: '', on: false });
    expect(isShown({ ...base('a'), kind: 'switch', when: { field: 'a', is: [true] } }, [], { a: true })).toBe(false);
  });

  it('refuses what no database could keep', () => {
    const fields: readonly Field[] = [{ ...base('name'), kind: 'text', max: 5 }];
    for (const name of ['\ud800', 'a\0b', Number.NaN, Number.POSITIVE_INFINITY, {}, []])
      expect(checkForm(form({ fields, sentence: () => say }), { name }).ok).toBe(false);
  });

  it('is not kept busy by a million keys or by rows within rows', () => {
    const all = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
    const checked = checkForm(form({ fields: [], sentence: () => say }), all);
    expect(checked.ok ? 0 : checked.problems.length).toBeLessThanOrEqual(20);
    let deep: unknown = 1;
    for (let at = 0; at < 10_000; at++) deep = [deep];
    const list: Field = { ...base('rows'), kind: 'list', of: [], min: 0, max: 3, add: say };
    expect(checkForm(form({ fields: [list], sentence: () => say }), { rows: deep }).ok).toBe(false);
  });
});
