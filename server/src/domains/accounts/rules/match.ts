import type { RuleValues } from './rule-form.ts';

/** What she did, as a rule may ask for it. */
export type Act = {
  readonly kind: 'message' | 'menu' | 'follow' | 'scan';
  /** Her words, or the name of the button. */
  readonly said: string;
  /** The code that she came by. */
  readonly codeId: string | null;
};

export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly values: RuleValues;
  readonly codeId: string | null;
};

/** As she meant it: full-width letters and digits, which Chinese keyboards make of themselves, are the same as others. */
const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Rules for what she did, the one to ask first first: by priority, then the one that asks for more. Pure. */
export function matching(rules: readonly Candidate[], accountId: string, act: Act): readonly Candidate[] {
  return rules
    .flatMap((rule) => {
      const close = closeness(rule.values, accountId, act);
      return close === null ? [] : [{ rule, close }];
    })
    .sort((a, b) => b.rule.priority - a.rule.priority || b.close - a.close || (a.rule.id < b.rule.id ? -1 : 1))
    .map(({ rule }) => rule);
}

/** Null: not for this. More for what names the account, the whole text, the code. */
function closeness({ accounts, on, words, match, codes }: RuleValues, accountId: string, act: Act): number | null {
  const named = accounts !== null && accounts.length > 0;
  if (named && !accounts.includes(accountId)) return null;
  const here = named ? 1 : 0;
  if (act.kind === 'message') {
    if (on === 'other') return here;
    if (on !== 'keyword') return null;
    const said = plain(act.said);
    const all = (words ?? []).map(plain).filter((word) => word !== '');
    if (all.includes(said)) return 1000 + here;
    const within = match === 'contains' ? all.filter((word) => said.includes(word)) : [];
    // Of two keywords within her words the longer was meant.
    return within.length === 0 ? null : 10 + 2 * Math.max(...within.map((word) => word.length)) + here;
  }
  if (act.kind === 'menu')
    return on === 'menu' && words?.some((word) => plain(word) === plain(act.said)) ? 10 + here : null;
  if (on !== act.kind) return null;
  if (codes === null || codes.length === 0) return here;
  return act.codeId !== null && codes.includes(act.codeId) ? 10 + here : null;
}
