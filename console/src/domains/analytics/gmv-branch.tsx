import { type GmvFactor, gmvFactor } from '@huoshui/contracts/words/analytics';
import type { ReactNode } from 'react';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import type { GmvBranch } from './gmv.tsx';
import { factorText, signedYuan } from './gmv-figures.ts';
import { useMoneyText } from './money-texts.ts';
import './gmv.css';

type Node = GmvBranch['nodes'][number];
type Time = 'current' | 'previous';

type BranchProps = {
  readonly branch: GmvBranch;
  readonly asked: PeopleValues;
  readonly isWhole?: boolean;
};

/** What is multiplied stands in one row; rows are added. */
const ROWS = [
  { words: 'gmv_seen', factors: ['visitors', 'conversion', 'frequency', 'orderValue'] },
  { words: 'gmv_unseen', factors: ['unseenBuyers', 'unseenFrequency', 'unseenOrderValue'] },
  { words: 'gmv_beside', factors: ['kept'] },
] as const satisfies readonly { words: string; factors: readonly GmvFactor[] }[];

/** Net GMV of some people as a tree: what it is the product of, and what each factor made of the change. */
export function GmvBranchPanel({ branch, asked, isWhole = false }: BranchProps) {
  const t = useMoneyText();
  const say = useWords();
  const rows = ROWS.map(({ words, factors }) => ({
    words,
    nodes: branch.nodes.filter(({ factor }) => factors.some((one) => one === factor)),
  })).filter(({ nodes }) => nodes.some(({ current, previous }) => current || previous));
  return (
    <Panel title={isWhole ? t('gmv_whole') : say(branch.label)}>
      <div className="hs-gmv">
        <div className="hs-gmv-root">
          <span className="hs-soft">{t('gmv_net')}</span>
          <strong>{formatYuan(branch.current)}</strong>
          <span className="hs-soft hs-small">
            {t('gmv_before')} {formatYuan(branch.previous)}
          </span>
          <Signed fen={branch.current - branch.previous} />
        </div>
        <div className="hs-gmv-rows">
          {rows.map(({ words, nodes }) => (
            <div key={words} className="hs-gmv-row">
              {rows.length > 1 && <span className="hs-gmv-name">{t(words)}</span>}
              <div className="hs-gmv-factors">
                {nodes.map((node) => (
                  <Factor
                    key={node.factor}
                    node={node}
                    branch={branch}
                    asked={isWhole ? asked : { ...asked, branch: `=${branch.key}` }}
                  />
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
    </Panel>
  );
}

function Factor({
  node,
  branch,
  asked,
}: {
  readonly node: Node;
  readonly branch: GmvBranch;
  readonly asked: PeopleValues;
}) {
  const t = useMoneyText();
  const say = useWords();
  return (
    <div className="hs-gmv-factor">
      <span className="hs-soft hs-small">{say(gmvFactor[node.factor])}</span>
      <strong>{shown(node, branch, 'current', asked)}</strong>
      <span className="hs-soft hs-small">
        {t('gmv_before')} {shown(node, branch, 'previous', asked)}
      </span>
      <Signed fen={node.contribution} />
    </div>
  );
}

/** Persons open themselves; a conversion opens those who paid. */
function shown({ factor, ...node }: Node, branch: GmvBranch, part: Time, asked: PeopleValues): ReactNode {
  const text = factorText(factor, node[part]);
  const who = { visitors: 'visitors', conversion: 'buyers', unseenBuyers: 'unseenBuyers' }[String(factor)];
  if (who === undefined) return text;
  const visitors = branch.nodes.find((one) => one.factor === 'visitors')?.[part] ?? 0;
  const count = factor === 'conversion' ? Math.round(visitors * (node[part] ?? 0)) : (node[part] ?? 0);
  return (
    <PeopleLink of="analytics.gmv" values={{ ...asked, part, who }} count={count}>
      {factor === 'conversion' ? text : formatCount(count)}
    </PeopleLink>
  );
}

function Signed({ fen }: { readonly fen: number }) {
  const t = useMoneyText();
  return (
    <span className={fen > 0 ? 'hs-up' : fen < 0 ? 'hs-down' : 'hs-faint'} title={t('gmv_made')}>
      {signedYuan(fen)}
    </span>
  );
}
