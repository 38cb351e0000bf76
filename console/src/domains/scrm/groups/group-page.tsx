import { customerGroupState } from '@huoshui/contracts/words/scrm-groups';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Select, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { asRange } from '../../../ui/address/shapes.ts';
import { useAddress } from '../../../ui/address/use-address.ts';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Chart } from '../../../ui/report/chart.tsx';
import type { ChartSpec } from '../../../ui/report/chart-spec.ts';
import { lastDays } from '../../../ui/report/day-range.ts';
import { RangeChoice } from '../../../ui/report/range-choice.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { type CustomerGroup, groupTones } from './group-list.tsx';
import { GroupPeople } from './group-people.tsx';
import { Stay } from './stay.tsx';
import { useGroupText } from './texts.ts';

type Figures = Answer<'GET /api/admin/customer-groups/:id/figures'>;

export function GroupPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['customer-groups', 'one', id],
    queryFn: async () => api('GET /api/admin/customer-groups/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(group) => <Shown group={group} />}</Loaded>;
}

function Shown({ group }: { readonly group: CustomerGroup }) {
  const t = useGroupText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/customer-groups', label: t('groups_title') }}
        title={group.name || group.id}
        state={<StateTag tone={groupTones[group.state]}>{say(customerGroupState[group.state])}</StateTag>}
      />
      {group.trouble !== null && (
        <Alert type="error" showIcon title={say(group.trouble)} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        <div>
          <Growth id={group.id} />
          <GroupPeople id={group.id} />
        </div>
        <div>
          <Panel title={t('facts')}>
            <Facts
              facts={[
                { label: t('owner'), value: group.owner },
                { label: t('customers'), value: formatCount(group.customers) },
                { label: t('members_all'), value: formatCount(group.members) },
                ...(group.notice === '' ? [] : [{ label: t('notice'), value: group.notice }]),
                { label: t('made'), value: <Time at={group.createdAt} absolute /> },
                { label: t('read'), value: <Time at={group.readAt} /> },
              ]}
            />
          </Panel>
          <Tags group={group} />
          <Panel title={t('codes_here')}>
            {group.codes.length === 0 ? (
              <Link to="/group-codes/new">{t('no_codes')}</Link>
            ) : (
              group.codes.map(({ id, name, lane }) => (
                <p key={`${id} ${lane}`}>
                  <Link to={`/group-codes/${id}`}>{name}</Link> <span className="hs-faint">{lane}</span>
                </p>
              ))
            )}
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Tags({ group }: { readonly group: CustomerGroup }) {
  const t = useGroupText();
  const [editing, edit] = useState(false);
  return (
    <Panel
      title={t('tags')}
      extra={
        <May call="PUT /api/admin/customer-groups/:id/tags">
          <Button size="small" onClick={() => edit(true)}>
            {t('change_tags')}
          </Button>
        </May>
      }
    >
      {group.tags.length === 0 && <span className="hs-faint">{t('no_tags')}</span>}
      {group.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {editing && <TagsDialog group={group} onClose={() => edit(false)} />}
    </Panel>
  );
}

function TagsDialog({ group, onClose }: { readonly group: CustomerGroup; readonly onClose: () => void }) {
  const t = useGroupText();
  const { id, name, tags, revision } = group;
  return (
    <FormDialog<{ tags: readonly string[] }>
      width={420}
      title={t('tags_of', { name })}
      initial={{ tags }}
      onSave={async (values) =>
        api('PUT /api/admin/customer-groups/:id/tags', { params: { id }, body: { tags: [...values.tags] }, revision })
      }
      changed={['customer-groups']}
      done={t('saved')}
      onClose={onClose}
    >
      <Form.Item name="tags" label={t('tags')} extra={t('tags_help')}>
        <Select mode="tags" maxCount={10} tokenSeparators={[',', '，', ' ']} open={false} suffixIcon={null} />
      </Form.Item>
    </FormDialog>
  );
}

const shapes = { range: asRange };

function Growth({ id }: { readonly id: string }) {
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: ['customer-groups', 'figures', id, range],
    queryFn: async () => api('GET /api/admin/customer-groups/:id/figures', { params: { id }, query: range }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>{(figures) => <Told figures={figures} />}</Loaded>
    </>
  );
}

function Told({ figures: { joined, left, days, stay, inviters } }: { readonly figures: Figures }) {
  const t = useGroupText();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('in_it'), values: days.map((one) => one.customers) },
        { name: t('came'), values: days.map((one) => one.joined) },
        { name: t('went'), values: days.map((one) => one.left) },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  return (
    <>
      <KeyFigures
        figures={[
          { label: t('in_it'), value: formatCount(days.at(-1)?.customers ?? 0) },
          { label: t('came'), value: formatCount(joined) },
          { label: t('went'), value: formatCount(left) },
        ]}
      />
      <Panel title={t('growth')}>
        <Chart spec={spec} label={t('growth')} height={240} />
      </Panel>
      <Stay stay={stay} />
      <Panel title={t('inviters')}>
        {inviters.length === 0 ? (
          <p className="hs-soft">{t('inviters_none')}</p>
        ) : (
          <Facts
            facts={inviters.map(({ name, invited, still }) => ({
              label: name,
              value: `${t('invited')} ${formatCount(invited)} · ${t('still')} ${formatCount(still)}`,
            }))}
          />
        )}
      </Panel>
    </>
  );
}
