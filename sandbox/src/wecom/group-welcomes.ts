import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { type Part, readParts } from './parts.ts';

/** 入群欢迎语素材: an app writes it, a group's owner uses it; no API does that for her, nor tells that she did. Source: document/path/92366 */
export type GroupWelcome = {
  readonly templateId: string;
  /** As it was given. */
  readonly body: Json;
  readonly parts: readonly Part[];
};

const welcomes: TableShape<GroupWelcome> = { name: 'wecom-group-welcomes' };
/** By group: what its owner chose. */
const used: TableShape<string> = { name: 'wecom-group-welcome-used' };
const mostTemplates = 100;
const longestBytes = 3000;
const kinds = ['image', 'link', 'file', 'video', 'miniprogram'] as const;

export const groupWelcomeEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/group_welcome_template/add',
    title: '添加入群欢迎语素材',
    losable: true,
    answer: (world, { body }) => {
      const table = world.store.of(welcomes);
      if (table.size() >= mostTemplates) throw new WecomError(41055, 'group welcome template over limit');
      const parts = read(world, body);
      const number = world.store.next('wecom-group-welcome');
      const templateId = `msg${seeded(world.seed, 'group-welcome', number, 29, urlSafe)}`;
      table.put(templateId, { templateId, body, parts });
      world.bus.tell({ topic: 'wecom' });
      return { ...done, template_id: templateId };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/group_welcome_template/edit',
    title: '编辑入群欢迎语素材',
    answer: (world, { body }) => {
      const { templateId } = found(world, body);
      world.store.of(welcomes).put(templateId, { templateId, body, parts: read(world, body) });
      world.bus.tell({ topic: 'wecom' });
      return done;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/group_welcome_template/get',
    title: '获取入群欢迎语素材',
    answer: (world, { body }) => {
      const { body: given } = found(world, body);
      return {
        ...done,
        ...Object.fromEntries(['text', ...kinds].flatMap((key) => (isRecord(given[key]) ? [[key, given[key]]] : []))),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/group_welcome_template/del',
    title: '删除入群欢迎语素材',
    answer: (world, { body }) => {
      const { templateId } = found(world, body);
      world.store.of(welcomes).drop(templateId);
      world.bus.tell({ topic: 'wecom' });
      return done;
    },
  },
];

function found(world: World, body: Json): GroupWelcome {
  const welcome = world.store.of(welcomes).get(textOf(body, 'template_id') ?? '');
  if (!welcome) throw badParameter('template_id');
  return welcome;
}

/** Words, and one thing beside them at most. */
function read(world: World, body: Json): readonly Part[] {
  const text = textOf(recordOf(body, 'text') ?? {}, 'content') ?? '';
  if (Buffer.byteLength(text) > longestBytes) throw badParameter('text is too long');
  const beside = kinds.filter((kind) => isRecord(body[kind]));
  if (beside.length > 1) throw badParameter('one of image, link, file, video, miniprogram');
  return readParts(world, {
    text: { content: text },
    attachments: beside.map((kind) => ({ msgtype: kind, [kind]: body[kind] })),
  });
}

export const allGroupWelcomes = (world: World): readonly GroupWelcome[] => [...world.store.of(welcomes).all()];

/** What a group's owner chose; one that was deleted is said no more. */
export const welcomeOfGroup = (world: World, chatId: string): GroupWelcome | undefined =>
  world.store.of(welcomes).get(world.store.of(used).get(chatId) ?? '');

/** False: there is no such one. Null takes it away. */
export function useWelcome(world: World, chatId: string, templateId: string | null): boolean {
  if (templateId !== null && !world.store.of(welcomes).get(templateId)) return false;
  if (templateId === null) world.store.of(used).drop(chatId);
  else world.store.of(used).put(chatId, templateId);
  world.bus.tell({ topic: 'wecom' });
  return true;
}
