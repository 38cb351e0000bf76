import { PeopleLink } from '../../ground/people-link.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { type Stage, StageTag, stages } from '../members/index.ts';
import { type Lifecycle, moveOf } from './lifecycle-moves.ts';
import { useAudienceText } from './texts.ts';

const tints = { better: 'var(--hs-success)', worse: 'var(--hs-danger)', same: 'var(--hs-ink-faint)' } as const;

/** From which stage to which stage, and how many. */
export function TransitionTable({ report }: { readonly report: Lifecycle }) {
  const t = useAudienceText();
  const members = (from: Stage, to: Stage) =>
    report.transitions.find((move) => move.from === from && move.to === to)?.members ?? 0;
  const total = (from: Stage) => stages.reduce((sum, to) => sum + members(from, to), 0);
  const shown = stages.filter((stage) =>
    report.transitions.some((move) => move.members > 0 && (move.from === stage || move.to === stage)),
  );
  const days = { compare: report.compareTo, asOf: report.asOf };
  if (shown.length === 0) return null;
  return (
    <Panel
      title={t('transitions')}
      extra={
        <span className="hs-faint hs-small">{t('transitions_hint', { from: report.compareTo, to: report.asOf })}</span>
      }
      flush
    >
      <div className="hs-grid-scroll">
        <table className="hs-grid hs-matrix">
          <thead>
            <tr>
              <th scope="col">{t('from_to')}</th>
              {shown.map((stage) => (
                <th key={stage} className="hs-number" scope="col">
                  <StageTag stage={stage} />
                </th>
              ))}
              <th className="hs-number">{t('total')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((from) => (
              <tr key={from}>
                <td>
                  <StageTag stage={from} />
                </td>
                {shown.map((to) => {
                  const count = members(from, to);
                  const share = total(from) === 0 ? 0 : count / total(from);
                  return (
                    <td
                      key={to}
                      className="hs-number"
                      style={{
                        background:
                          count === 0
                            ? undefined
                            : `color-mix(in srgb, ${tints[moveOf(from, to)]} ${Math.round(8 + share * 34)}%, transparent)`,
                      }}
                    >
                      {count === 0 ? (
                        <span className="hs-faint">·</span>
                      ) : (
                        <PeopleLink of="audiences.moved" values={{ from, to, ...days }} count={count} />
                      )}
                    </td>
                  );
                })}
                <td className="hs-number hs-soft">
                  <PeopleLink of="audiences.moved" values={{ from, ...days }} count={total(from)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
