import { checkState } from '@huoshui/contracts/words/scrm-doctor';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Time } from '../../../ui/figures.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useDoctorText } from './texts.ts';
import '../scrm.css';

type Checkup = Answer<'GET /api/admin/wecom/checkup'>;
type Finding = Checkup['findings'][number];
const tones: Readonly<Record<Finding['state'], Tone>> = { good: 'good', bad: 'bad', unsure: 'neutral' };
const key = ['wecom-checkup'];

/** Every prerequisite of WeCom: how it stands, and what to do where it is wrong. */
export function CheckupPage() {
  const t = useDoctorText();
  const query = useQuery({ queryKey: key, queryFn: async () => api('GET /api/admin/wecom/checkup') });
  return (
    <div className="hs-page">
      <PageHead
        title={t('title')}
        purpose={t('purpose')}
        actions={query.data?.connected && <Run again={query.data.at !== null} />}
      />
      <Loaded query={query}>{(checkup) => <Shown checkup={checkup} />}</Loaded>
    </div>
  );
}

function Run({ again }: { readonly again: boolean }) {
  const t = useDoctorText();
  const { busy, act } = useAct(key);
  return (
    <May call="POST /api/admin/wecom/checkup">
      <Button
        type="primary"
        loading={busy}
        onClick={() => void act(async () => api('POST /api/admin/wecom/checkup'), t('done'))}
      >
        {t(again ? 'again' : 'run')}
      </Button>
    </May>
  );
}

function Shown({ checkup: { connected, at, findings } }: { readonly checkup: Checkup }) {
  const t = useDoctorText();
  const navigate = useNavigate();
  if (!connected)
    return (
      <Empty
        title={t('not_connected')}
        hint={t('not_connected_hint')}
        action={<Button onClick={() => void navigate('/wecom')}>{t('connect')}</Button>}
      />
    );
  if (at === null) return <Empty title={t('never')} hint={t('never_hint')} />;
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const [wrong, unsure] = [count('bad'), count('unsure')];
  const sum = [
    ...(wrong > 0 ? [t('wrong', { n: wrong })] : []),
    ...(unsure > 0 ? [t('unsure', { n: unsure })] : []),
  ].join(' · ');
  return (
    <Panel
      title={sum === '' ? t('all_well') : sum}
      extra={
        <span className="hs-faint">
          {t('checked')} <Time at={at} />
        </span>
      }
    >
      <ol className="hs-checkup">
        {findings.map((finding) => (
          <Line key={finding.key} finding={finding} />
        ))}
      </ol>
    </Panel>
  );
}

function Line({ finding: { words, state, says, mend } }: { readonly finding: Finding }) {
  const t = useDoctorText();
  const say = useWords();
  return (
    <li>
      <StateTag tone={tones[state]}>{say(checkState[state])}</StateTag>
      <div>
        <h3>{say(words)}</h3>
        <p className="hs-soft">{say(says)}</p>
        {mend !== null && (
          <p>
            <strong>{t('mend')}</strong> {say(mend)}
          </p>
        )}
      </div>
    </li>
  );
}
