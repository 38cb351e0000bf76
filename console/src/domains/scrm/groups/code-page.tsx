import { customerGroupState, groupCodeState } from '@huoshui/contracts/words/scrm-groups';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { Facts, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { codeTones, type GroupCode } from './code-list.tsx';
import { CodeResults } from './code-results.tsx';
import { groupTones } from './group-list.tsx';
import { useGroupText } from './texts.ts';
import '../scrm.css';

export function GroupCodePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['group-codes', 'one', id],
    queryFn: async () => api('GET /api/admin/group-codes/:id', { params: { id } }),
    // While WeCom makes a code there is something to wait for.
    refetchInterval: ({ state: { data } }) => (data && isBeingMade(data) ? 15_000 : false),
  });
  return <Loaded query={query}>{(code) => <Shown code={code} />}</Loaded>;
}

const isBeingMade = ({ lanes }: GroupCode) =>
  lanes.some(({ groups }) => groups.some(({ picture, trouble }) => picture === null && trouble === null));

function Shown({ code }: { readonly code: GroupCode }) {
  const t = useGroupText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/group-codes', label: t('codes_title') }}
        title={code.name}
        state={<StateTag tone={codeTones[code.state]}>{say(groupCodeState[code.state])}</StateTag>}
        actions={<Actions code={code} />}
      />
      {code.state === 'no_room' && (
        <Alert type="warning" showIcon title={t('no_room_alert')} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        <CodeResults code={code} />
        <div>
          <Panel title={t('does')}>
            <Facts
              facts={[
                { label: t('does'), value: say(code.sentence) },
                { label: t('joined'), value: formatCount(code.joined) },
                { label: t('still_in'), value: formatCount(code.still) },
                { label: t('created'), value: <Time at={code.createdAt} absolute /> },
              ]}
            />
            <p className="hs-soft">{t('make_code_hint')}</p>
            <Link to="/codes/new">{t('make_code')}</Link>
          </Panel>
          {code.lanes.map((lane) => (
            <Lane key={lane.name} lane={lane} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Lane({ lane: { name, whom, room, groups } }: { readonly lane: GroupCode['lanes'][number] }) {
  const t = useGroupText();
  const say = useWords();
  return (
    <Panel
      title={name}
      extra={
        <span className="hs-faint">
          {room === null ? t('room_open') : `${t('room')} ${t('room_people', { count: room })}`}
        </span>
      }
    >
      <p className="hs-soft">{say(whom)}</p>
      <div className="hs-way-codes">
        {groups.map(({ id, name: group, members, state, byWecom, picture, trouble }) => (
          <figure key={id}>
            {picture !== null && <img src={picture} alt={t('code_of', { name: group })} />}
            {picture === null && trouble === null && <span className="hs-faint">{t('being_made')}</span>}
            {trouble !== null && <Alert type="error" title={say(trouble)} />}
            <figcaption>
              <Link to={`/customer-groups/${id}`}>{group}</Link>{' '}
              <span className="hs-faint">
                {t('people_in', { count: members })}
                {byWecom && ` · ${t('by_wecom')}`}
              </span>{' '}
              {state !== 'live' && <StateTag tone={groupTones[state]}>{say(customerGroupState[state])}</StateTag>}
            </figcaption>
          </figure>
        ))}
      </div>
    </Panel>
  );
}

function Actions({ code }: { readonly code: GroupCode }) {
  const t = useGroupText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['group-codes']);
  const archived = code.state !== 'archived';
  const archive = async () => {
    const sure =
      !archived ||
      (await confirm({ title: t('archive_ask', { name: code.name }), body: t('archive_body'), ok: t('archive') }));
    if (sure)
      await act(
        async () => api('POST /api/admin/group-codes/:id/archiving', { params: { id: code.id }, body: { archived } }),
        t(archived ? 'archived_done' : 'restored_done'),
      );
  };
  return (
    <>
      <May call="POST /api/admin/group-codes/:id/archiving">
        <Button loading={busy} onClick={() => void archive()}>
          {t(archived ? 'archive' : 'restore')}
        </Button>
      </May>
      <May call="PUT /api/admin/group-codes/:id">
        <Button type="primary" onClick={() => void navigate(`/group-codes/${code.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}
