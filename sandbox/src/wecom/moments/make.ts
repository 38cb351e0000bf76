import { minute, quota } from '../../mp/quota.ts';
import { isRecord, type Json, recordOf, textOf, textsOf } from '../../world/json.ts';
import { seeded, urlSafe } from '../../world/seed.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { allStaff, departments, staffOf } from '../corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from '../endpoint.ts';
import { customersOf } from '../friends.ts';
import { isAttachment } from '../media.ts';
import { tagOf } from '../tags.ts';
import { moments, newMomentId, putMoment } from './moment.ts';

/** What was asked for; members are asked by it a moment later. */
type Job = {
  readonly jobid: string;
  readonly at: string;
  readonly momentId: string;
  readonly invalid: {
    readonly users: readonly string[];
    readonly parties: readonly number[];
    readonly tags: readonly string[];
  };
  readonly error: { readonly code: number; readonly message: string } | null;
};

const jobs: TableShape<Job> = { name: 'wecom-moment-jobs' };
const jobKeptMs = 24 * 3_600_000;
const [startsMs, readyMs] = [1000, 4000];
const mostSenders = 100_000;
const [longestChars, longestBytes, longestTitle, mostImages] = [2000, 4000, 128, 9];
const [perMinute, perMonth] = [10, 100_000];
const monthMs = 31 * 86_400_000;

/** Source: document/path/95094 (2025-09-11) */
export function makeMomentEndpoints(): readonly WecomEndpoint[] {
  const [byMinute, byMonth] = [quota(perMinute, minute), quota(perMonth, monthMs)];
  return [
    {
      method: 'POST',
      path: '/cgi-bin/externalcontact/add_moment_task',
      title: '创建朋友圈发表任务',
      losable: true,
      answer: (world, { body }) => {
        const { text, attachments, link, images } = readContent(world, body);
        const { senders, tags, invalid } = readRange(world, body);
        const now = world.clock.now();
        if (!byMinute.take('moments', now) || !byMonth.take('moments', now))
          throw new WecomError(41078, 'moment task create frequency over limit');
        const jobid = seeded(world.seed, 'moment-job', world.store.next('wecom-moment-job'), 32, urlSafe);
        const momentId = newMomentId(world);
        const at = now.toISOString();
        const error = senders.length === 0 ? { code: 41048, message: 'no customer to send' } : null;
        world.store.together(() => {
          world.store.of(jobs).put(jobid, { jobid, at, momentId, invalid, error });
          const what = { text, attachments, link, images, tags };
          if (error === null)
            putMoment(
              world,
              { momentId, madeBy: 'corp', creator: '', createdAt: at, ...what, cancelledAt: null },
              senders,
            );
        });
        return { ...done, jobid };
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/externalcontact/get_moment_task_result',
      title: '朋友圈任务创建结果',
      answer: (world, { query }) => {
        const job = world.store.of(jobs).get(query.jobid ?? '');
        const age = world.clock.now().getTime() - Date.parse(job?.at ?? '');
        if (!job || age > jobKeptMs) throw badParameter('jobid');
        const status = age < startsMs ? 1 : age < readyMs ? 2 : 3;
        if (status < 3) return { ...done, status, type: 'add_moment_task' };
        const { momentId, invalid, error } = job;
        return {
          ...done,
          status,
          type: 'add_moment_task',
          result: {
            errcode: error?.code ?? 0,
            errmsg: error?.message ?? 'ok',
            ...(error === null ? { moment_id: momentId } : {}),
            invalid_sender_list: { user_list: invalid.users, department_list: invalid.parties },
            invalid_external_contact_list: { tag_list: invalid.tags },
          },
        };
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/externalcontact/cancel_moment_task',
      title: '停止发表朋友圈',
      answer: (world, { body }) => {
        const moment = world.store.of(moments).get(textOf(body, 'moment_id') ?? '');
        if (!moment || !isMade(world, moment.createdAt)) throw badParameter('moment_id');
        const cancelledAt = moment.cancelledAt ?? world.clock.now().toISOString();
        world.store.of(moments).put(moment.momentId, { ...moment, cancelledAt });
        world.bus.tell({ topic: 'wecom' });
        return done;
      },
    },
  ];
}

/** It is there for members and in the lists only when its job is done. */
export const isMade = (world: World, createdAt: string): boolean =>
  world.clock.now().getTime() - Date.parse(createdAt) >= readyMs;

/** Text, and nine pictures, one video or one link: no mixture. */
function readContent(world: World, body: Json) {
  const text = textOf(recordOf(body, 'text') ?? {}, 'content') ?? '';
  const attachments = Array.isArray(body.attachments) ? body.attachments.filter(isRecord) : [];
  if (text === '' && attachments.length === 0) throw badParameter('text and attachments are empty');
  if ([...text].length > longestChars || Buffer.byteLength(text) > longestBytes) throw badParameter('text is too long');
  const kinds = new Set(attachments.map((one) => textOf(one, 'msgtype') ?? ''));
  const [kind] = kinds;
  if (kinds.size > 1) throw badParameter('attachments: one kind alone');
  if (kind !== undefined && !['image', 'video', 'link'].includes(kind)) throw badParameter('attachments.msgtype');
  if (attachments.length > (kind === 'image' ? mostImages : 1)) throw new WecomError(41064, 'too many attachments');
  for (const one of attachments)
    if (!isAttachment(world, textOf(recordOf(one, kind ?? '') ?? {}, 'media_id')))
      throw new WecomError(40007, 'invalid media_id');
  const what = kind === 'link' ? recordOf(attachments[0] ?? {}, 'link') : undefined;
  const [title, url] = [textOf(what ?? {}, 'title') ?? '', textOf(what ?? {}, 'url') ?? ''];
  if (what && (Buffer.byteLength(title) > longestTitle || !URL.canParse(url))) throw badParameter('link');
  return { text, attachments, link: what ? { title, url } : null, images: kind === 'image' ? attachments.length : 0 };
}

/**
 * Senders alone: theirs see it. Tags alone: whoever has a customer with one is asked. Both: of the senders those who have such customers. Neither:
 * everybody. What is unknown is left out and told by the job.
 */
function readRange(world: World, body: Json) {
  const range = recordOf(body, 'visible_range') ?? {};
  const asked = recordOf(range, 'sender_list');
  const users = textsOf(asked ?? {}, 'user_list') ?? [];
  const { department_list: list } = asked ?? {};
  const parties = Array.isArray(list) ? list.filter((one): one is number => typeof one === 'number') : [];
  const wanted = textsOf(recordOf(range, 'external_contact_list') ?? {}, 'tag_list') ?? [];
  if (users.length > mostSenders) throw badParameter('sender_list.user_list');
  const able = allStaff(world).filter(({ active, canContact }) => active && canContact);
  const named = able.filter(({ userid, department }) => users.includes(userid) || parties.includes(department));
  const senders = users.length + parties.length === 0 ? able : named;
  const tags = wanted.filter((id) => tagOf(world, id));
  if (wanted.length > 0 && tags.length === 0) throw new WecomError(40068, 'invalid tag id');
  const has = (userid: string) =>
    customersOf(world, userid).some((friend) => friend.tags.some((tag) => tags.includes(tag)));
  return {
    senders: senders.map(({ userid }) => userid).filter((userid) => tags.length === 0 || has(userid)),
    tags,
    invalid: {
      users: users.filter((userid) => !staffOf(world, userid)?.canContact),
      parties: parties.filter((party) => !departments.some(({ id }) => id === party)),
      tags: wanted.filter((id) => !tagOf(world, id)),
    },
  };
}
