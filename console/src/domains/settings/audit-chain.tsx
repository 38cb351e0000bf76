import { SafetyCertificateOutlined } from '@ant-design/icons';
import { auditFault } from '@huoshui/contracts/words/operators';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { useSettingsText } from './texts.ts';

type Chain = Answer<'GET /api/admin/audit/chain'>;

/** Up to where the log is as it was sealed; where it is not, the first entry that is another. */
export function AuditChain() {
  const { data: chain } = useQuery({
    queryKey: ['audit', 'chain'],
    queryFn: async () => api('GET /api/admin/audit/chain'),
  });
  if (chain === undefined) return null;
  return chain.broken === null ? <Whole chain={chain} /> : <Broken broken={chain.broken} />;
}

function Whole({ chain: { checked, waiting, removed } }: { readonly chain: Chain }) {
  const t = useSettingsText();
  return (
    <p className="hs-audit-chain hs-soft">
      <SafetyCertificateOutlined aria-hidden />
      <span>
        {checked === null || checked.lastAt === null ? (
          t('chain_unchecked')
        ) : (
          <>
            {t('chain_checked', { no: formatCount(checked.no), at: formatTime(checked.lastAt) })}{' '}
            <span className="hs-faint">
              ({t('chain_checked_at')} <Time at={checked.at} />)
            </span>
          </>
        )}
        {waiting > 0 && ` · ${t('chain_waiting', { n: formatCount(waiting) })}`}
        {removed > 0 && ` · ${t('chain_removed', { n: formatCount(removed) })}`}
      </span>
      <Check />
    </p>
  );
}

function Broken({ broken: { no, at, why } }: { readonly broken: NonNullable<Chain['broken']> }) {
  const t = useSettingsText();
  const say = useWords();
  const where = { no: formatCount(no), why: say(auditFault[why]), at: at === null ? '' : formatTime(at) };
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 16 }}
      title={t(at === null ? 'chain_broken_end' : 'chain_broken', where)}
      description={t('chain_broken_hint')}
      action={<Check />}
    />
  );
}

function Check() {
  const t = useSettingsText();
  const { busy, act } = useAct(['audit']);
  return (
    <May call="POST /api/admin/audit/checks">
      <Button
        size="small"
        type="link"
        loading={busy}
        onClick={() => void act(async () => api('POST /api/admin/audit/checks'), t('chain_done'))}
      >
        {t('chain_check')}
      </Button>
    </May>
  );
}
