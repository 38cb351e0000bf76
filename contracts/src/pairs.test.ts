import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** Letters, and the marks that belong to them. */
const han = /[\p{Script=Han}\u3001-\u303f\uff01-\uff60]/u;

/** Calls that take Chinese beside its English. */
const pairs = new Set(['words', 'defineErrors', 'defineTexts']);

/** Files of the console whose Chinese is no sentence of ours. */
const consoleData: readonly string[] = [
  'app/sign-in.tsx', // the product's own name, and the way to the other language
  'ui/language.ts', // a language is called by its own name
  'ui/format.ts', // 万 and 亿 belong to the Chinese way of writing numbers
  'ui/calendar.ts', // and so do 年, 月 and 日
  'ui/everyday.ts', // words that people type
  'domains/orders/ship-dialog.tsx', // carriers are called by their names, WeChat knows them by these
];

/** Files of the storefront whose Chinese is data, or is read by WeChat before any language is known. */
const storefrontData: readonly RegExp[] = [
  /config\.ts$/, // titles and tabs of the build; ui/titles.ts says them in both
  /^catalog\/featured\.ts$/, // a tag of products
  /^ui\/texts\.ts$/, // a language is called by its own name
];

/** What ends a word for somebody who types one, whatever she reads. */
const typed = /(product-form|sku-editor|texts-field|group-page)\.tsx: [，、]$/;

/** The shop's own name is said as it is. */
const brand = '活水';

/** Files of the domains whose Chinese is data, or is read by shoppers, who are spoken to in Chinese. */
const serverData: readonly RegExp[] = [
  /testing\.ts$/,
  /^messaging\/(template|built-in\/.*|render|on-order-facts|settle-lost|hand-over|channels\/.*)\.ts$/, // messages to shoppers
  /^accounts\/tell\/(mass|send)\.ts$/, // what became of one, as the log keeps it
  /^orders\/(cart|price|checkout\/decide|carriers\/known|shipment\/(upload|set-up-apps)|payment\/(open|notify))\.ts$/, // as WeChat shows it
  /^accounts\/her-words\.ts$/, // in the chat of an official account
  /^scrm\/(her-words|scripts\/variables)\.ts$/, // in her chat, in the tags of staff, and between the braces of scripts
  /^posters\/her-words\.ts$/, // on pictures for shoppers
  /^coupons\/product-offers\.ts$/, // the line under a price
  /^imports\/(column-names|goods\/goods-names|order-rows|order-state)\.ts$/, // what files of other shops contain
  /^journeys\/(playbooks|triggers)\/.*\.ts$/, // beginnings of names and tags, which operators then change
  /^(members\/member|operators\/domain|catalog\/save-product)\.ts$/, // names and reasons until somebody says others
  /^catalog\/measures\.ts$/, // units of weight as names write them
  /^experiments\/cases\/.*\.ts$/, // both languages in one line, for who scripts
  /^pages\/(blocks\/showcase|templates)\.ts$/, // a tag of products, and beginnings that operators then change
  /^distribution\/(platform-limits|notify)\.ts$/, // as WeChat Pay is told
  /^paycoupons\/(notify|products\/(make|tell|notify))\.ts$/, // the same
  /^analytics\/check-event\.ts$/, // both languages in one line, for developers
];

describe('Chinese stands beside its English', () => {
  it('in the console, outside of what is data', () => {
    const found = strays('console/src', (file) => consoleData.includes(file));
    expect(found.filter((one) => !typed.test(one))).toEqual([]);
  });

  it('in the storefront, outside of what is data', () => {
    const found = strays('storefront/src', (file) => storefrontData.some((known) => known.test(file)));
    expect(found.filter((one) => !one.endsWith(`: ${brand}`))).toEqual([]);
  });

  it('in what the domains of the server say', () => {
    const found = strays('server/src/domains', (file) => serverData.some((known) => known.test(file)));
    expect(found).toEqual([]);
  });

  it('and a literal that does not is named', () => {
    const planted = `
      // 注释不算
      const t = defineTexts('x', { a: ['甲', 'A'] });
      const pair = words('乙', \`B\`);
      const sentence = \`\${n} 件\`;
      export const View = () => <p title="丙">丁</p>;
    `;
    expect(literals('planted.tsx', planted)).toEqual(['件', '丙', '丁']);
  });
});

function strays(folder: string, isData: (file: string) => boolean): string[] {
  const base = path.join(root, folder);
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !isData(file))
    .flatMap((file) => {
      const source = readFileSync(path.join(base, file), 'utf8');
      return han.test(source) ? literals(file, source).map((text) => `${file}: ${text}`) : [];
    });
}

/** Every piece of text with Chinese in it that is no argument of a call which takes both languages. */
function literals(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && pairs.has(node.expression.getText(tree))) return;
    const isText =
      ts.isStringLiteral(node) ||
      ts.isJsxText(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      isTemplatePart(node);
    if (isText && han.test(node.text)) found.push(node.text.trim());
    ts.forEachChild(node, visit);
  };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  visit(tree);
  return found;
}

function isTemplatePart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}
