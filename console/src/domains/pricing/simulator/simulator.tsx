import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type Answer, api } from '../../../ground/api.ts';
import { Empty } from '../../../ui/empty.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Asked } from './asked.tsx';
import { Result } from './result.tsx';
import { type Question, questionOf, type Setting } from './setting.ts';
import { useSimulatorText } from './texts.ts';
import './simulator.css';

export type Simulation = Answer<'POST /api/admin/simulations'>;
export type Waterfall = Simulation['quote'];
export type Change = (changes: Partial<Setting>) => void;

type SimulatorProps = {
  readonly setting: Setting;
  readonly change: Change;
  /** A rule that is being written: it takes the place of what could be supposed. */
  readonly draft?: Question['draft'];
};

/** The question at the left, the price at the right. */
export function Simulator({ setting, change, draft }: SimulatorProps) {
  const t = useSimulatorText();
  const question = questionOf(setting, draft);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['simulations', question],
    enabled: question !== null,
    queryFn: async () => (question === null ? null : api('POST /api/admin/simulations', { body: question })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const answer = question === null || error ? null : (data ?? null);
  return (
    <div className="hs-simulator">
      <Asked setting={setting} change={change} answer={answer} drafted={draft !== undefined} />
      <div aria-live="polite" aria-busy={isFetching}>
        {question === null && (
          <div className="hs-card">
            <Empty title={t(setting.cart.length === 0 ? 'empty' : 'choose_who')} hint={t('empty_hint')} />
          </div>
        )}
        {question !== null && error && <Failure error={error} onRetry={() => void refetch()} />}
        {question !== null && !error && answer === null && (
          <div className="hs-card hs-simulator-wait">
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
        {answer !== null && <Result answer={answer} setting={setting} change={change} />}
      </div>
    </div>
  );
}
