import { isRecord, type Json, textOf } from '../../world/json.ts';
import type { World } from '../../world/world.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from '../endpoint.ts';
import { pageOf } from '../mass/endpoints.ts';
import { isMade } from './make.ts';
import {
  isPublished,
  type Moment,
  type MomentTask,
  moments,
  momentTasks,
  type Reaction,
  reactions,
  taskKey,
} from './moment.ts';

/** More than this falls back to it. */
const mostOfList = 20;
const longestDays = 30;
const seconds = (at: string) => Math.floor(Date.parse(at) / 1000);

/** What came of moments. Source: document/path/93333, 96352 (2023-12-01) */
export const lookMomentEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_moment_list',
    title: '企业朋友圈发表列表',
    answer: (world, { body }) => {
      const { start_time: start, end_time: end, filter_type: filter = 2 } = body;
      if (typeof start !== 'number' || typeof end !== 'number' || end < start || end - start > longestDays * 86_400)
        throw badParameter('start_time, end_time: at most thirty days');
      const met = [...world.store.of(moments).all()]
        .filter(({ createdAt }) => isMade(world, createdAt))
        .filter(({ createdAt }) => seconds(createdAt) >= start && seconds(createdAt) <= end)
        .filter(({ creator }) => body.creator === undefined || body.creator === creator)
        .filter(({ madeBy }) => filter === 2 || (filter === 0) === (madeBy === 'corp'));
      const limit = typeof body.limit === 'number' ? Math.min(body.limit, mostOfList) : mostOfList;
      const page = pageOf(met, { ...body, limit }, mostOfList, mostOfList);
      return { ...done, next_cursor: page.next, moment_list: page.rows.map(told) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_moment_task',
    title: '朋友圈发表情况',
    answer: (world, { body }) => {
      const { momentId } = found(world, body);
      const page = pageOf(world.store.of(momentTasks).by(momentId), body, 1000, 500);
      return {
        ...done,
        next_cursor: page.next,
        task_list: page.rows.map((task) => ({
          userid: task.userid,
          publish_status: isPublished(world, task) ? 1 : 0,
        })),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_moment_customer_list',
    title: '朋友圈选择的可见范围',
    answer: (world, { body }) => {
      const task = taskOf(world, body);
      const page = pageOf(isPublished(world, task) ? task.chosen : [], body, 1000, 500);
      const rows = page.rows.map((external) => ({ userid: task.userid, external_userid: external }));
      return { ...done, next_cursor: page.next, customer_list: rows };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_moment_send_result',
    title: '朋友圈发表后的可见客户',
    answer: (world, { body }) => {
      const task = taskOf(world, body);
      const page = pageOf(isPublished(world, task) ? task.seen : [], body, 5000, 3000);
      return {
        ...done,
        next_cursor: page.next,
        customer_list: page.rows.map((external) => ({ external_userid: external })),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_moment_comments',
    title: '朋友圈互动数据',
    answer: (world, { body }) => {
      const task = taskOf(world, body);
      const all = world.store.of(reactions).by(taskKey(task.momentId, task.userid));
      const who = ({ external, at }: Reaction): Json => ({
        ...(external === null ? { userid: task.userid } : { external_userid: external }),
        create_time: seconds(at),
      });
      const of = (kind: Reaction['kind']) => all.filter((one) => one.kind === kind).map(who);
      return { ...done, comment_list: of('comment'), like_list: of('like') };
    },
  },
];

function found(world: World, body: Json): Moment {
  const moment = world.store.of(moments).get(textOf(body, 'moment_id') ?? '');
  if (!moment || !isMade(world, moment.createdAt)) throw badParameter('moment_id');
  return moment;
}

function taskOf(world: World, body: Json): MomentTask {
  const { momentId } = found(world, body);
  const task = world.store.of(momentTasks).get(taskKey(momentId, textOf(body, 'userid') ?? ''));
  if (!task) throw new WecomError(40003, 'invalid userid');
  return task;
}

/** Of one that the corp's app made, nobody is told as who made it. */
function told({ momentId, madeBy, creator, createdAt, text, attachments, link, tags }: Moment): Json {
  const images = attachments.flatMap((one) => (isRecord(one.image) ? [one.image] : []));
  return {
    moment_id: momentId,
    ...(madeBy === 'corp' ? {} : { creator }),
    create_time: String(seconds(createdAt)),
    create_type: madeBy === 'corp' ? 0 : 1,
    visible_type: tags.length > 0 ? 0 : 1,
    ...(text === '' ? {} : { text: { content: text } }),
    ...(images.length > 0 ? { image: images } : {}),
    ...(link === null ? {} : { link }),
  };
}
