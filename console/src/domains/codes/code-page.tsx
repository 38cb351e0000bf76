import { DownloadOutlined } from '@ant-design/icons';
import { codeKind, codePlace } from '@huoshui/contracts/words/codes';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api, printAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { asOneOf, asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { useWords } from '../../ui/words.ts';
import type { Code } from './code-list.tsx';
import { CodeStateTag } from './code-state.tsx';
import { ByDay, Headline } from './results-view.tsx';
import { useCodeText } from './texts.ts';

export function CodePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['codes', 'one', id],
    queryFn: async () => api('GET /api/admin/codes/:id', { params: { id } }),
    // While WeChat makes it there is something to wait for.
    refetchInterval: ({ state: { data } }) => (data?.making === 'waiting' ? 3000 : false),
  });
  return <Loaded query={query}>{(code) => <Shown code={code} />}</Loaded>;
}

function Shown({ code }: { readonly code: Code }) {
  const t = useCodeText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/codes', label: t('title') }}
        title={code.name}
        state={<CodeStateTag code={code} />}
        actions={<Actions code={code} />}
      />
      {code.making === 'failed' && (
        <Alert
          type="error"
          showIcon
          title={t('not_made')}
          description={code.trouble === null ? undefined : say(code.trouble)}
          style={{ marginBottom: 16 }}
        />
      )}
      <div className="hs-split">
        <Results code={code} />
        <Panel title={say(codeKind[code.kind])}>
          {code.picture !== null && (
            <img
              src={code.picture}
              alt={t('picture_of', { name: code.name })}
              style={{ display: 'block', width: '100%', maxWidth: 240, margin: '0 auto' }}
            />
          )}
          <Facts
            facts={[
              { label: t('what'), value: say(code.sentence) },
              { label: t('place'), value: say(codePlace[code.place]) },
              ...(code.channel === '' ? [] : [{ label: t('channel'), value: code.channel }]),
              ...(code.link === null
                ? []
                : [
                    { label: t('link'), value: <QuotedCode code={code.link} /> },
                    { label: t('link_until'), value: <Time at={code.linkEndsAt} absolute /> },
                  ]),
              { label: t('scene'), value: <QuotedCode code={code.scene} /> },
              { label: t('created'), value: <Time at={code.createdAt} absolute /> },
            ]}
          />
        </Panel>
      </div>
    </div>
  );
}

function Actions({ code }: { readonly code: Code }) {
  const t = useCodeText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['codes']);
  const archive = async (archived: boolean) => {
    const sure =
      !archived ||
      (await confirm({ title: t('archive_ask', { name: code.name }), body: t('archive_body'), ok: t('archive') }));
    if (sure)
      await act(
        async () => api('POST /api/admin/codes/:id/archiving', { params: { id: code.id }, body: { archived } }),
        t(archived ? 'archived_done' : 'restored_done'),
      );
  };
  return (
    <>
      {code.making === 'failed' && (
        <May call="POST /api/admin/codes/:id/making">
          <Button
            loading={busy}
            onClick={() =>
              void act(
                async () => api('POST /api/admin/codes/:id/making', { params: { id: code.id } }),
                t('making_again'),
              )
            }
          >
            {t('make_again')}
          </Button>
        </May>
      )}
      {code.picture !== null && (
        <Button
          icon={<DownloadOutlined />}
          href={printAddress('GET /api/admin/codes/:id/picture.png', { id: code.id }, { width: 1000 })}
        >
          {t('save_picture')}
        </Button>
      )}
      <May call="POST /api/admin/codes/:id/archiving">
        <Button loading={busy} onClick={() => void archive(code.state !== 'archived')}>
          {t(code.state === 'archived' ? 'restore' : 'archive')}
        </Button>
      </May>
      <May call="PUT /api/admin/codes/:id">
        <Button type="primary" onClick={() => void navigate(`/codes/${code.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}

const shapes = { range: asRange, touch: asOneOf(['last', 'first']) };

/** What this code brought, day by day. */
function Results({ code }: { readonly code: Code }) {
  const t = useCodeText();
  const [{ range, touch }, change] = useAddress(shapes, { range: lastDays(30), touch: 'last' });
  const asked = { range, touch, code: code.id, place: null, channel: null, store: null };
  const query = useQuery({
    queryKey: ['report', 'codes.codes', range, touch, code.id],
    queryFn: async () =>
      api('POST /api/admin/reports/:name', {
        params: { name: 'codes.codes' },
        body: { values: { ...asked, by: 'code', compare: true } },
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
        <Link to={`/code-results?range=${range.from}..${range.to}`}>{t('all_results')}</Link>
      </div>
      <Loaded query={query}>
        {(report) => (
          <>
            <Headline report={report} asked={asked} />
            <ByDay report={report} />
          </>
        )}
      </Loaded>
    </div>
  );
}
