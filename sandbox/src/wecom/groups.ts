import { postNotice } from '../messages/notice.ts';
import { type Shopper, shoppers } from '../phone/shopper.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';
import { externalOf } from './friends.ts';
import { welcomeOfGroup } from './group-welcomes.ts';
import { type Deliver, tellCorp } from './push.ts';

/** 客户群: a chat of a member of the corp with customers, who need not be friends of hers. */
export type Group = {
  readonly chatId: string;
  readonly name: string;
  readonly owner: string;
  readonly notice: string;
  readonly createdAt: string;
  /** Changes with whoever comes or goes. */
  readonly version: string;
  readonly dismissed: boolean;
};

/** 1: invited, 2: by a link of an invitation, 3: by a code. */
export type JoinScene = 1 | 2 | 3;
export type GroupMember = {
  readonly chatId: string;
  /** A userid of the corp, or an external one. */
  readonly userid: string;
  readonly shopperId: string | null;
  readonly joinedAt: string;
  readonly scene: JoinScene;
  /** Told of members of the corp alone. */
  readonly invitor: string | null;
  readonly state: string;
};

export const groups: TableShape<Group> = { name: 'wecom-groups' };
const members: TableShape<GroupMember> = { name: 'wecom-group-members', by: ({ chatId }) => chatId };

/** So many by invitations; by a code only up to `groupFullAt` of the switches. Source: vendors' help, 2024; the API does not say it. */
const MOST_MEMBERS = 500;
const longestName = 50;

const keyOf = (chatId: string, userid: string) => `${chatId}/${userid}`;

export function membersOf(world: World, chatId: string): readonly GroupMember[] {
  return world.store.of(members).by(chatId);
}

/** Those that still are. */
export function groupOf(world: World, chatId: string | undefined): Group | undefined {
  const group = world.store.of(groups).get(chatId ?? '');
  return group?.dismissed ? undefined : group;
}

export function allGroups(world: World): readonly Group[] {
  return [...world.store.of(groups).all()].filter(({ dismissed }) => !dismissed);
}

export function groupsOf(world: World, shopper: Shopper): readonly Group[] {
  const external = externalOf(world, shopper);
  return allGroups(world).filter(({ chatId }) => world.store.of(members).get(keyOf(chatId, external)));
}

export const isIn = (world: World, chatId: string, shopper: Shopper): boolean =>
  world.store.of(members).get(keyOf(chatId, externalOf(world, shopper))) !== undefined;

/** Whether a code still lets somebody in. */
export const hasRoom = (world: World, chatId: string): boolean =>
  membersOf(world, chatId).length < world.faults.get().groupFullAt;

/** A member of the corp makes one in her client: no API does. Null: she may not, or it has no name. */
export async function makeGroup(world: World, deliver: Deliver, owner: string, name: string): Promise<Group | null> {
  const member = staffOf(world, owner);
  const trimmed = name.trim();
  if (!member?.active || !member.canContact || trimmed === '' || [...trimmed].length > longestName) return null;
  const number = world.store.next('wecom-group');
  const createdAt = world.clock.now().toISOString();
  const chatId = `wrSBX${seeded(world.seed, 'chat', number, 27, lettersAndDigits)}`;
  const made: Group = { chatId, name: trimmed, owner, notice: '', createdAt, version: '', dismissed: false };
  world.store.together(() => {
    world.store.of(groups).put(chatId, { ...made, version: nextVersion(world) });
    const herself = { chatId, userid: owner, shopperId: null, joinedAt: createdAt, scene: 1, invitor: null, state: '' };
    world.store.of(members).put(keyOf(chatId, owner), { ...herself, scene: 1 });
  });
  world.bus.tell({ topic: 'wecom' });
  await tellCorp(world, deliver, 'change_external_chat', { ChangeType: 'create', ChatId: chatId });
  return groupOf(world, chatId) ?? null;
}

type Way = { readonly scene: JoinScene; readonly invitor?: string; readonly state?: string };

/** She is in; false where she was, or where nobody more fits. */
export async function joinGroup(
  world: World,
  deliver: Deliver,
  group: Group,
  shopper: Shopper,
  { scene, invitor, state = '' }: Way,
): Promise<boolean> {
  const { chatId, name } = group;
  const full = scene === 3 ? !hasRoom(world, chatId) : membersOf(world, chatId).length >= MOST_MEMBERS;
  if (isIn(world, chatId, shopper) || full) return false;
  const userid = externalOf(world, shopper);
  const joined: GroupMember = {
    ...{ chatId, userid, shopperId: shopper.id, scene, state },
    joinedAt: world.clock.now().toISOString(),
    invitor: invitor ?? null,
  };
  world.store.of(members).put(keyOf(chatId, userid), joined);
  postNotice(world, { shopperId: shopper.id, chat: 'group', from: chatId, title: `你加入了群聊「${name}」` });
  for (const part of welcomeOfGroup(world, chatId)?.parts ?? []) {
    const title = part.title.replaceAll('%NICKNAME%', shopper.label);
    postNotice(world, { shopperId: shopper.id, chat: 'group', from: chatId, ...part, title });
  }
  await changed(world, deliver, group, 'add_member', [userid], { JoinScene: scene === 3 ? 3 : 0 });
  return true;
}

/** `self`: she leaves; `staff`: she is taken out. False where she is not in it. */
export async function leaveGroup(
  world: World,
  deliver: Deliver,
  by: 'self' | 'staff',
  group: Group,
  shopper: Shopper,
): Promise<boolean> {
  if (!isIn(world, group.chatId, shopper)) return false;
  const userid = externalOf(world, shopper);
  world.store.of(members).drop(keyOf(group.chatId, userid));
  world.bus.tell({ topic: 'chats', id: shopper.id });
  await changed(world, deliver, group, 'del_member', [userid], { QuitScene: by === 'self' ? 0 : 1 });
  return true;
}

/** Its name, what stands above it, whose it is; only what is another. */
export async function changeGroup(
  world: World,
  deliver: Deliver,
  group: Group,
  change: Partial<Pick<Group, 'name' | 'notice' | 'owner'>>,
): Promise<void> {
  const details = { name: 'change_name', notice: 'change_notice', owner: 'change_owner' } as const;
  for (const part of ['name', 'notice', 'owner'] as const) {
    const value = change[part];
    const now = groupOf(world, group.chatId);
    if (value === undefined || now === undefined || now[part] === value) continue;
    world.store.of(groups).put(now.chatId, { ...now, [part]: value });
    world.bus.tell({ topic: 'wecom' });
    await tell(world, deliver, now.chatId, details[part], {});
  }
}

export async function dismissGroup(world: World, deliver: Deliver, group: Group): Promise<void> {
  const inIt = membersOf(world, group.chatId);
  world.store.together(() => {
    for (const { userid } of inIt) world.store.of(members).drop(keyOf(group.chatId, userid));
    world.store.of(groups).put(group.chatId, { ...group, dismissed: true });
  });
  world.bus.tell({ topic: 'wecom' });
  await tellCorp(world, deliver, 'change_external_chat', { ChangeType: 'dismiss', ChatId: group.chatId });
}

type SaidInGroup = { readonly title: string; readonly page?: string; readonly at: string };
const said: TableShape<readonly SaidInGroup[]> = { name: 'wecom-group-said' };
const keptInGroup = 50;

/** What stands in it for its owner, the oldest first. */
export const saidInGroup = (world: World, chatId: string): readonly SaidInGroup[] =>
  world.store.of(said).get(chatId) ?? [];

/** What somebody says in a group stands on the phone of everybody who is in it. */
export function sayInGroup(
  world: World,
  chatId: string,
  what: { readonly title: string; readonly page?: string; readonly appid?: string; readonly image?: string },
): void {
  const { title, page } = what;
  const one = { title, ...(page === undefined ? {} : { page }), at: world.clock.now().toISOString() };
  world.store.of(said).put(chatId, [...saidInGroup(world, chatId), one].slice(-keptInGroup));
  world.bus.tell({ topic: 'wecom' });
  for (const { shopperId } of membersOf(world, chatId))
    if (shopperId !== null) postNotice(world, { shopperId, chat: 'group', from: chatId, ...what });
}

export const nameOfMember = (world: World, { userid, shopperId }: GroupMember): string =>
  shopperId === null
    ? (staffOf(world, userid)?.name ?? userid)
    : (world.store.of(shoppers).get(shopperId)?.label ?? userid);

async function changed(
  world: World,
  deliver: Deliver,
  { chatId }: Group,
  detail: string,
  who: readonly string[],
  scene: Readonly<Record<string, number>>,
): Promise<void> {
  const now = groupOf(world, chatId);
  if (now === undefined) return;
  const version = nextVersion(world);
  world.store.of(groups).put(chatId, { ...now, version });
  world.bus.tell({ topic: 'wecom' });
  await tell(world, deliver, chatId, detail, {
    ...scene,
    MemChangeCnt: who.length,
    MemChangeList: who,
    LastMemVer: now.version,
    CurMemVer: version,
  });
}

async function tell(
  world: World,
  deliver: Deliver,
  chatId: string,
  detail: string,
  fields: Parameters<typeof tellCorp>[3],
): Promise<void> {
  const what = { ChangeType: 'update', ChatId: chatId, UpdateDetail: detail };
  await tellCorp(world, deliver, 'change_external_chat', { ...what, ...fields });
}

const nextVersion = (world: World): string =>
  seeded(world.seed, 'mem-ver', world.store.next('wecom-mem-ver'), 32, 'abcdef0123456789');
