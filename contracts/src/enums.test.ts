import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { OneOf } from './contract.ts';
import { pickable } from './form-values.ts';
import { RFM_GROUPS } from './words/audiences.ts';
import { type Words, words } from './words.ts';

type Enumeration = Readonly<Record<string, Words>>;

const folder = import.meta.dirname;
const wordsFolder = path.join(folder, 'words');
const han = /\p{Script=Han}/u;

/** Values that no page shows as they are: how something is counted, drawn, written down. */
const unsaid: readonly RegExp[] = [
  /^(day|week|month)$/, // periods, which the console says in a sentence
  /^(recurring|first_time|rolling)$/, // ways of counting, chosen by their names on the page that has them
  /^(csv|cdnow)$|^[,;\t|]$/, // what a file is made of
  /^(text|day|count|number|money|share|seconds)$/, // how a column is drawn
  /^(lines|bars|stack|sankey)$/, // how a table is drawn
  new RegExp(`^(${pickable.join('|')})$`), // what a picker picks, which comes with its own name
  /^(dashboard|question)$/, // what a briefing sends, which comes with its own name
  /^(zh|en)$/, // languages, each named in itself
  /^(mail|others|any)$/, // ways, groups and parts that the console says in a sentence
  /^(ok|short|over|limit_reached|sold_out|off_sale|soon)$/, // a line of the cart, which the storefront draws
];

describe('the values of an enum', async () => {
  const declared = await enumerations();

  it('have a text in both languages', () => {
    expect(declared.length).toBeGreaterThan(25);
    expect(declared.flatMap(([name, enumeration]) => silent(name, enumeration))).toEqual([]);
  });

  it('are declared with their words, wherever a contract answers with them', async () => {
    const known = new Set(declared.flatMap(([, enumeration]) => Object.keys(enumeration)));
    expect(unknown(known, await contracts())).toEqual([]);
  });

  it('are shown as declared: of keys that look like numbers an object forgets the order, so it is said beside them', () => {
    const forgotten = declared.filter(([, one]) => Object.keys(one).some((key) => /^(0|[1-9]\d*)$/.test(key)));
    expect(forgotten).toEqual([['rfmGroup', expect.anything()]]);
    expect(RFM_GROUPS.toSorted()).toEqual(forgotten.flatMap(([, one]) => Object.keys(one)).toSorted());
  });

  it('are named where they have none', () => {
    const planted = { waved: words('挥手', ''), nodded: words('nodded', '点头'), bowed: words('鞠躬', 'Bowed') };
    expect(silent('gesture', planted)).toEqual(['gesture.waved', 'gesture.nodded']);
    const contract = { 'GET /toys': { ok: Type.Array(Type.Object({ gesture: OneOf(['bowed', 'shrugged']) })) } };
    expect(unknown(new Set(Object.keys(planted)), [contract])).toEqual(['GET /toys: shrugged']);
  });
});

/** Those of an enumeration that are not said in Chinese, or not in English. */
function silent(name: string, enumeration: Enumeration): string[] {
  return Object.entries(enumeration).flatMap(([value, { zh, en }]) =>
    zh.trim() === '' || en.trim() === '' || han.test(en) ? [`${name}.${value}`] : [],
  );
}

/** Values in answers that no enumeration knows. */
function unknown(
  known: ReadonlySet<string>,
  all: readonly Readonly<Record<string, { readonly ok: unknown }>>[],
): string[] {
  const found = all.flatMap((contract) =>
    Object.entries(contract).flatMap(([route, { ok }]) => valuesIn(ok).map((value) => ({ route, value }))),
  );
  const strange = found.filter(({ value }) => !known.has(value) && !unsaid.some((one) => one.test(value)));
  return [...new Set(strange.map(({ route, value }) => `${route}: ${value}`))];
}

function valuesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own: unknown = Reflect.get(schema, 'enum');
  if (Array.isArray(own)) return own.map(String);
  return Object.values(schema).flatMap(valuesIn);
}

async function enumerations(): Promise<[string, Enumeration][]> {
  const files = readdirSync(wordsFolder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map(async (file) => exportsOf(path.join(wordsFolder, file))));
  return modules.flatMap((one) =>
    Object.entries(one).flatMap(([name, value]): [string, Enumeration][] =>
      isEnumeration(value) ? [[name, value]] : [],
    ),
  );
}

async function contracts(): Promise<Readonly<Record<string, { readonly ok: unknown }>>[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map(async (file) => exportsOf(path.join(folder, file))));
  return modules.flatMap((one) =>
    Object.entries(one).flatMap(([name, value]) => (isContract(name, value) ? [value] : [])),
  );
}

async function exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  return import(file);
}

function isEnumeration(value: unknown): value is Enumeration {
  if (typeof value !== 'object' || value === null) return false;
  const all: unknown[] = Object.values(value);
  return all.length > 0 && all.every((one) => typeof one === 'object' && one !== null && 'zh' in one && 'en' in one);
}

function isContract(name: string, value: unknown): value is Readonly<Record<string, { readonly ok: unknown }>> {
  return name.endsWith('Contract') && typeof value === 'object' && value !== null;
}
