import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Words, words } from '@huoshui/contracts/words';
import { grantCause } from '@huoshui/contracts/words/benefits';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import { Type } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { allDomains } from '../src/domains.ts';
import { type Fact, fact } from '../src/platform/facts.ts';
import { testApp } from '../src/platform/testing/app.ts';

const app = await testApp({ env: { ROLE: 'api' } });
const root = path.resolve(import.meta.dirname, '../src/domains');
const han = /\p{Script=Han}/u;

describe('the facts', () => {
  it('that events.ts of any domain exports are declared by that domain', async () => {
    const exported = (await Promise.all(folders().map(factsOf))).flat();
    const declared = allDomains({ wechat: app.running.wechat, config: app.config }).flatMap(({ name, facts = [] }) =>
      facts.map(({ type }) => `${name}: ${type}`),
    );
    expect(exported.length).toBeGreaterThan(20);
    expect(exported.sort()).toEqual(declared.sort());
  });

  it('are made in events.ts alone, so that none is announced that a domain does not list', () => {
    const elsewhere = sources().filter((file) => /\bfact\(\s*'/.test(readFileSync(file, 'utf8')));
    expect(elsewhere.filter((file) => path.basename(file) !== 'events.ts')).toEqual([]);
  });

  it('and the tracking events have a name in both languages', () => {
    const named = [
      ...[...app.ctx.declared.values()].map(({ type, words }) => ({ type, words })),
      ...Object.entries(trackingEvent).map(([type, words]) => ({ type, words })),
    ];
    expect(nameless(named)).toEqual([]);
  });

  it('without words are named, whichever language is missing', () => {
    const planted = [
      { type: 'toy.waved', words: words('挥手', '') },
      { type: 'toy.nodded', words: words('', 'Nodded') },
      { type: 'toy.bowed', words: words('鞠躬', 'Bowed') },
    ];
    expect(nameless(planted)).toEqual(['toy.waved', 'toy.nodded']);
    // @ts-expect-error: and one without any does not compile
    expect(fact('toy.shrugged', Type.Object({}), {}).words).toBeUndefined();
  });
});

it('whatever gives something says what for by a word of the ledger', () => {
  // Taken back for these, never given.
  const words = new Set([...Object.keys(grantCause), 'merge', 'order']);
  const given = sources().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!text.includes("benefits/index.ts'")) return [];
    return [...text.matchAll(/because(?:: \w+)? ?[=:] ?\{[\s\S]{0,60}?kind: '(\w+)'/g)].map(([, kind = '']) => kind);
  });
  expect(given.length).toBeGreaterThan(15);
  expect(given.filter((kind) => !words.has(kind))).toEqual([]);
});

function nameless(named: readonly { readonly type: string; readonly words: Words }[]): string[] {
  const speaks = ({ zh, en }: Words) => han.test(zh) && !han.test(en) && en !== '';
  return named.filter((one) => !speaks(one.words)).map(({ type }) => type);
}

function folders(): string[] {
  return readdirSync(root).filter((name) => readdirSync(path.join(root, name)).includes('events.ts'));
}

async function factsOf(domain: string): Promise<string[]> {
  const events: Readonly<Record<string, unknown>> = await import(path.join(root, domain, 'events.ts'));
  return Object.values(events)
    .filter(isFact)
    .map(({ type }) => `${domain}: ${type}`);
}

function isFact(value: unknown): value is Fact {
  return typeof value === 'object' && value !== null && 'type' in value && 'schema' in value && 'words' in value;
}

function sources(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(\.test|testing)\.ts$/.test(file))
    .map((file) => path.join(root, file));
}
