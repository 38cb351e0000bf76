import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { tell } from '../../platform/facts.ts';
import { saidOf } from '../../platform/said.ts';
import { type PersonEvent, personTimeline } from '../analytics/index.ts';
import { readMember } from './list.ts';

export type TimelineQuery = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly side?: 'act' | 'touch' | 'system' | undefined;
};

/** What one member did, what was done for her, and why, newest first; each fact says how it reads. */
export async function readTimeline(ctx: Ctx, id: string, query: TimelineQuery) {
  const member = await readMember(ctx, id);
  const page = await personTimeline(ctx, {
    personNo: member.personNo,
    names: [...ctx.declared.values()].flatMap((kind) => (kind.tell ? [kind.type] : [])),
    cursor: query.cursor,
    limit: query.limit ?? 30,
  });
  const items = page.items.flatMap((event) => {
    const kind = ctx.declared.get(event.name);
    const text = kind ? tell(kind, event.props) : null;
    if (!text || (query.side && text.side !== query.side)) return [];
    return [
      {
        id: event.id,
        at: event.ts,
        side: text.side,
        kind: event.name,
        title: text.title,
        detail: text.detail ?? null,
        cause: causeOf(event),
        link: text.link ?? null,
      },
    ];
  });
  return { items, nextCursor: page.nextCursor };
}

function causeOf(event: PersonEvent): { kind: string; id: string; label: Words } | null {
  const because = event.props.because;
  if (typeof because !== 'object' || because === null) return null;
  const text = (key: string) => {
    const value: unknown = Reflect.get(because, key);
    return typeof value === 'string' ? value : '';
  };
  const label = saidOf(Reflect.get(because, 'label'));
  return label && { kind: text('kind'), id: text('id'), label };
}
