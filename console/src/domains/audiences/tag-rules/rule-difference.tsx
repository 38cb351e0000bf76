import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { api } from '../../../ground/api.ts';
import { formatCount } from '../../../ui/format.ts';
import type { TagRule } from './tag-rule-list.tsx';
import { useTagRuleText } from './texts.ts';

const PAUSE_MS = 400;

/** Inside the form of a rule: who would get its tag and who would lose it, as its segment stands. */
export function RuleDifference({ rule }: { readonly rule: TagRule | null }) {
  const t = useTagRuleText();
  const values = Form.useWatch([], { preserve: true });
  const { tag, segment } = typeof values === 'object' && values !== null ? values : {};
  const asked = { tag: typeof tag === 'string' ? tag.trim() : '', segment: typeof segment === 'string' ? segment : '' };
  const complete = asked.tag !== '' && asked.segment !== '';
  const { data } = useQuery({
    queryKey: ['tag-rules', 'difference', rule?.id ?? null, asked],
    queryFn: async ({ signal }) => {
      await pause(signal);
      return api('POST /api/admin/tag-rules/difference', {
        body: { values: asked, ...(rule ? { rule: rule.id } : {}) },
      });
    },
    enabled: complete,
    retry: false,
    placeholderData: (before) => before,
  });
  if (!complete || !data) return <p className="hs-soft">{t('difference_later')}</p>;
  const { members, gets, loses, losesOld, elsewhere } = data;
  return (
    <div className="hs-tag-rule-difference" aria-live="polite">
      <p>
        {t('difference', { members: formatCount(members), gets: formatCount(gets), loses: formatCount(loses) })}
        {losesOld > 0 && rule && ` ${t('difference_old', { tag: rule.tag, loses: formatCount(losesOld) })}`}
      </p>
      {elsewhere > 0 && <p className="hs-soft">{t('difference_elsewhere', { count: formatCount(elsewhere) })}</p>}
      <p className="hs-soft">{t('difference_quiet')}</p>
    </div>
  );
}

/** One question for what is typed in one go. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((done) => setTimeout(done, PAUSE_MS));
  signal.throwIfAborted();
}
