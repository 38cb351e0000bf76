import { type Words, words } from '@huoshui/contracts/words';
import { eventSource } from '@huoshui/contracts/words/analytics';
import type { Cells } from '../../platform/table-file.ts';
import type { listEvents } from './catalogue.ts';
import type { PersonEvent } from './timeline.ts';

type CatalogueRow = Awaited<ReturnType<typeof listEvents>>['items'][number];

/** The event catalogue as a file. */
export function eventTable(events: readonly CatalogueRow[]): Cells {
  return {
    columns: [
      { key: 'event', words: words('事件', 'Event'), kind: 'text' },
      { key: 'name', words: words('名称', 'Name'), kind: 'text' },
      { key: 'source', words: words('来源', 'Source'), kind: 'text' },
      { key: 'events', words: words('次数', 'Times'), kind: 'count' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'first', words: words('首次', 'First'), kind: 'text' },
      { key: 'last', words: words('最近', 'Last'), kind: 'text' },
    ],
    rows: events.map((e) => [e.name, e.label, eventSource[e.source], e.events, e.persons, e.firstAt, e.lastAt]),
  };
}

/** What one person did, as a file. */
export function timelineTable(events: readonly (PersonEvent & { readonly label: Words | null })[]): Cells {
  return {
    columns: [
      { key: 'at', words: words('时间(UTC)', 'Time (UTC)'), kind: 'text' },
      { key: 'event', words: words('事件', 'Event'), kind: 'text' },
      { key: 'name', words: words('名称', 'Name'), kind: 'text' },
      { key: 'page', words: words('页面', 'Page'), kind: 'text' },
      { key: 'order', words: words('订单', 'Order'), kind: 'text' },
      { key: 'value', words: words('数值', 'Value'), kind: 'number' },
      { key: 'props', words: words('属性', 'Properties'), kind: 'text' },
    ],
    rows: events.map((e) => [e.ts, e.name, e.label, e.page, e.orderId, e.value, JSON.stringify(e.props)]),
  };
}
