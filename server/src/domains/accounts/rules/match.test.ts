import { expect, it } from 'vitest';
import { checkForm } from '../../../platform/form/check.ts';
import { conditionKit } from '../../audiences/index.ts';
import { type Candidate, matching } from './match.ts';
import { ruleForm } from './rule-form.ts';

const form = ruleForm(conditionKit());

function rule(word: string, match: string): Candidate {
  const checked = checkForm(form, {
    ...{ name: word, priority: 1 },
    on: 'keyword',
    words: [word],
    match,
    reply: '在的',
    for: 'everybody',
    hands: 'none',
    limit: 'always',
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return { id: word, name: word, priority: 0, codeId: null, values: checked.values };
}
const said = (text: string, one: Candidate) =>
  matching([one], 'oac_1', { kind: 'message', said: text, codeId: null }).map(({ id }) => id);

it('a keyword is meant in whichever width, case and blanks a Chinese keyboard makes of it', () => {
  const vip = rule('VIP1', 'equals');
  for (const text of ['VIP1', 'vip1', ' ＶＩＰ１ ', 'Vip１', 'VIP1\u3000']) expect(said(text, vip)).toEqual(['VIP1']);
  expect(said('我要ｖｉｐ1', vip)).toEqual([]);
  expect(said('我要ｖｉｐ1', rule('ＶＩＰ１', 'contains'))).toEqual(['ＶＩＰ１']);
});
