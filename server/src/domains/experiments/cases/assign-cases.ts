import { Value } from '@sinclair/typebox/value';
import { type Section, sections } from './sections.ts';

export type Differing = {
  readonly section: string;
  /** Its place among the cases of its section. */
  readonly at: number;
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
};

export type AssignResult = {
  readonly cases: number;
  /** As many as say what they expect, and get it. */
  readonly agreed: number;
  readonly differing: readonly Differing[];
  /** What came of each case, in the order of the file; a list of several where a case expects several. */
  readonly results: Readonly<Record<string, readonly unknown[]>>;
};

/** The file is none of cases; says which section and which case. */
export class CaseFileError extends Error {}

/**
 * Runs conformance cases of the GrowthBook specification: `{ "hash": [[seed, value, version, expected], …], … }`, each section as far
 * as it is there. A case without what it expects is computed only.
 * @throws CaseFileError
 */
export async function assignCases(json: unknown): Promise<AssignResult> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new CaseFileError(`an object is needed, a list a kind: ${Object.keys(sections).join(', ')}`);
  const results: Record<string, unknown[]> = {};
  const differing: Differing[] = [];
  let [cases, agreed] = [0, 0];
  for (const [name, list] of Object.entries(json)) {
    if (name === 'specVersion') continue;
    const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
    if (section === undefined)
      throw new CaseFileError(`no such kind of case: ${name}. Known: ${Object.keys(sections).join(', ')}`);
    if (!Array.isArray(list)) throw new CaseFileError(`${name}: a list is needed`);
    const found: unknown[] = [];
    for (const [at, one] of list.entries()) {
      const { actual, expected, title } = await runOne(section, `${name}[${at}]`, one);
      cases += 1;
      found.push(actual.length === 1 ? actual[0] : actual);
      if (expected.length === 0) continue;
      if (isAlike(actual, expected)) agreed += 1;
      else differing.push({ section: name, at, name: title, expected, actual });
    }
    results[name] = found;
  }
  return { cases, agreed, differing, results };
}

async function runOne({ given, run, expects }: Section, where: string, one: unknown) {
  const elements = Array.isArray(one) ? one : [];
  const found = await run(elements);
  const count = given.items?.length ?? 0;
  if (found === null) {
    const [error] = Value.Errors(given, elements.slice(0, count));
    throw new CaseFileError(`${where}: not a case: ${error?.path ?? ''} ${error?.message ?? ''}`);
  }
  const rest = elements.slice(count);
  // As it would stand in a file: what is undefined is not there.
  const actual: unknown = JSON.parse(JSON.stringify(found));
  return {
    actual: Array.isArray(actual) ? actual : [actual],
    expected: expects === undefined ? rest : rest.slice(0, expects),
    title: typeof elements[0] === 'string' ? elements[0] : '',
  };
}

/** Numbers to 8 digits, as the specification says; a rule without a name has the empty one. */
function isAlike(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return Math.abs(actual - expected) < 1e-8;
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.length === expected.length && actual.every((each, at) => isAlike(each, expected[at]));
  if (typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null) {
    const [a, b] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
    return [...new Set([...a.keys(), ...b.keys()])].every(
      (key) => isAlike(a.get(key), b.get(key)) || (key === 'ruleId' && !a.get(key) && !b.get(key)),
    );
  }
  return actual === expected;
}
