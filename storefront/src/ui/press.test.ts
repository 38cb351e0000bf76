import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const source = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** A veil that is tapped away has its button beside it; what keeps a tap to itself does nothing. */
const besides = new Set(['ui/Sheet.tsx', 'ui/Stepper.tsx', 'placements/PopUp.tsx']);

it('whatever is tapped is reached and pressed by the keyboard too', () => {
  const bare = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !besides.has(file))
    .flatMap((file) => plainTaps(file));
  expect(bare).toEqual([]);
});

/** Elements of the platform with a tap of their own. */
function plainTaps(file: string): readonly string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningLikeElement(node) && ['View', 'Text', 'Image'].includes(node.tagName.getText())) {
      const taps = node.attributes.properties.some((one) => ts.isJsxAttribute(one) && one.name.getText() === 'onClick');
      if (taps) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
