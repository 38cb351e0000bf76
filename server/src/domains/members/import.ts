import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { cut } from '../../platform/cut.ts';
import { newId } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import { membersImported } from './events.ts';
import { phoneIndex, type StoredPhone, storePhone } from './member.ts';

/** What one row of a file says of a member. */
export type ImportedMember = {
  /** What the file calls her: a name of its own, or her id here. */
  readonly external: string;
  /** The name was made of her phone number and says no more than the number does. */
  readonly byPhone?: boolean | undefined;
  readonly nickname?: string | undefined;
  readonly phone?: string | undefined;
  /** The same as we store it, where whoever hands it over had time to make it (`memberImport.phone`). */
  readonly stored?: StoredPhone | undefined;
  readonly joinedAt?: Date | undefined;
  readonly tags?: readonly string[] | undefined;
};

/** `isNew` on the row that made her. Refused: the name belongs to somebody with another phone, or the phone to somebody else. */
type Imported =
  | { readonly memberId: string; readonly personNo: number; readonly isNew: boolean }
  | { readonly refused: 'other_phone' | 'phone_taken' };

/** Members out of files: a part of one brought in, and what a trial run remembers from part to part. */
export const memberImport = { bring: importMembers, memory: importMemory, phone: storePhone };

/** Whom earlier parts of a file would have made; a trial run remembers, a real one finds them stored. */
export type ImportMemory = {
  readonly byExternal: Map<string, Person>;
  readonly byPhone: Map<string, Person>;
  readonly byId: Map<string, Person>;
};

function importMemory(): ImportMemory {
  return { byExternal: new Map(), byPhone: new Map(), byId: new Map() };
}

/**
 * Find or make the members of a file, thousands by a handful of statements, as if row came after row: a name that is known
 * is that person, then a phone that is known, else somebody new. So the same rows in the same order give the same persons,
 * in one file or in many, once or again. Who is here already keeps what she has, and gets a phone if she has none, and new
 * tags. Inside a transaction. With `memory` nothing changes, and who would be new has no number.
 * @param source names what gave the names: `external` is unique within
 */
async function importMembers(
  ctx: Ctx,
  given: readonly ImportedMember[],
  source: string,
  memory?: ImportMemory,
): Promise<readonly Imported[]> {
  const phones = given.map(({ phone, stored }) => stored?.index ?? (phone ? phoneIndex(ctx.crypto, phone) : null));
  const people = await findKnown(ctx, { given, phones, source, memory: memory ?? importMemory() });
  const placed = given.map((row, n) => place(ctx, people, row, phones[n] ?? null));
  if (!memory) {
    await insertAll(ctx, people.made, source);
    await setPhones(ctx, people.phoned);
    await nameAll(ctx, people.named, source);
    await tagAll(ctx, placed, given, source);
  }
  return placed.map((person) => {
    if ('refused' in person) return person;
    const isNew = person.fresh;
    person.fresh = false;
    return { memberId: person.memberId, personNo: person.personNo, isNew };
  });
}

type Refused = Extract<Imported, { readonly refused: unknown }>;

type Person = {
  readonly memberId: string;
  personNo: number;
  phone: string | null;
  stored: StoredPhone | null;
  /** Made by this part, and not told yet. */
  fresh: boolean;
  nickname: string | undefined;
  joinedAt: Date | undefined;
  readonly external: string;
};

type People = ImportMemory & {
  readonly made: Person[];
  /** Known persons who had no phone. */
  readonly phoned: Person[];
  /** Names that nobody had. */
  readonly named: [name: string, person: Person][];
};

/** Whom a row means. What it tells of her first stays, but for the earliest day. */
function place(ctx: Ctx, people: People, row: ImportedMember, phone: string | null): Person | Refused {
  const named = people.byExternal.get(row.external);
  const holder = phone === null ? undefined : people.byPhone.get(phone);
  if (named && phone !== null && named.phone !== phone && !row.byPhone) {
    if (named.phone !== null) return { refused: 'other_phone' };
    if (holder) return { refused: 'phone_taken' };
  }
  const person = named ?? holder ?? newPerson(people, row);
  if (!named) {
    people.byExternal.set(row.external, person);
    people.named.push([row.external, person]);
  }
  if (row.phone && phone !== null && person.phone === null && !holder) {
    person.phone = phone;
    person.stored = row.stored ?? storePhone(ctx.crypto, row.phone, phone);
    people.byPhone.set(phone, person);
    if (!person.fresh) people.phoned.push(person);
  }
  person.nickname ??= row.nickname;
  if (row.joinedAt && (person.joinedAt === undefined || row.joinedAt < person.joinedAt)) person.joinedAt = row.joinedAt;
  return person;
}

function newPerson(people: People, { external }: ImportedMember): Person {
  const person = personOf({ memberId: newId('mem'), personNo: 0, phone: null, external });
  person.fresh = true;
  people.made.push(person);
  return person;
}

/** Field by field: a million objects that are spread take seconds more. */
function personOf({
  memberId,
  personNo,
  phone,
  external,
}: Pick<Person, 'memberId' | 'personNo' | 'phone' | 'external'>): Person {
  return {
    memberId,
    personNo,
    phone,
    external,
    stored: null,
    fresh: false,
    nickname: undefined,
    joinedAt: undefined,
  };
}

type Asked = {
  readonly given: readonly ImportedMember[];
  readonly phones: readonly (string | null)[];
  readonly source: string;
  readonly memory: ImportMemory;
};

type KnownRow = { by: 'name' | 'phone' | 'id'; key: string; memberId: string; personNo: number; phone: string | null };

/** Ids of ours: a file that we wrote calls members by them. */
const OWN_ID = /^mem_[0-9a-z]+$/i;

async function findKnown(ctx: Ctx, { given, phones, source, memory }: Asked): Promise<People> {
  const names = [...new Set(given.map(({ external }) => external))];
  const numbers = [...new Set(phones.filter((phone) => phone !== null))];
  const { rows } = await sql<KnownRow>`
    select 'name' as by, asked.name as key, m.id as member_id, m.person_no, m.phone_index as phone
    from unnest(${names}::text[]) as asked (name)
    join members.identity i on i.kind = 'external' and i.value = ${`${source}:`} || asked.name
    join members.member m on m.id = i.member_id where m.merged_into is null
    union all
    select 'phone', m.phone_index, m.id, m.person_no, m.phone_index
    from unnest(${numbers}::text[]) as asked (phone) join members.member m on m.phone_index = asked.phone
    where m.merged_into is null
    union all
    select 'id', m.id, m.id, m.person_no, m.phone_index from members.member m
    where m.id = any(${names.filter((name) => OWN_ID.test(name))}::text[]) and m.merged_into is null
  `.execute(ctx.db);
  for (const { by, key, memberId, personNo, phone } of rows) {
    const person = memory.byId.get(memberId) ?? personOf({ memberId, personNo, phone, external: key });
    memory.byId.set(memberId, person);
    if (by === 'phone') memory.byPhone.set(key, person);
    else memory.byExternal.set(key, person);
  }
  return { ...memory, made: [], phoned: [], named: [] };
}

async function insertAll(ctx: Ctx, made: readonly Person[], source: string): Promise<void> {
  if (made.length === 0) return;
  const { rows } = await sql<{ id: string; personNo: number }>`
    with made as (
      insert into members.member (id, nickname, phone_sealed, phone_index, phone_masked, source, created_at)
      select id, nickname, sealed, index, masked, ${`import:${source}`}, at from unnest(
        ${made.map((p) => p.memberId)}::text[],
        ${made.map((p) => p.nickname ?? cut(`${source} ${p.external}`, 30))}::text[],
        ${made.map((p) => p.stored?.sealed ?? null)}::text[],
        ${made.map((p) => p.stored?.index ?? null)}::text[],
        ${made.map((p) => p.stored?.masked ?? null)}::text[],
        ${made.map((p) => p.joinedAt ?? ctx.now())}::timestamptz[]
      ) as given (id, nickname, sealed, index, masked, at)
      returning id, person_no
    ), placed as (insert into members.standing (person_no) select person_no from made)
    select id, person_no from made
  `.execute(ctx.db);
  const numbers = new Map(rows.map((row) => [row.id, row.personNo]));
  for (const person of made) person.personNo = numbers.get(person.memberId) ?? 0;
  tellJoined(ctx, made, source);
}

function tellJoined(ctx: Ctx, made: readonly Person[], source: string): void {
  const now = ctx.now().getTime();
  for (let from = 0; from < made.length; from += AT_ONCE) {
    const part = made.slice(from, from + AT_ONCE);
    const personNos = part.map(({ personNo }) => personNo);
    ctx.emit(membersImported, {
      personNo: null,
      persons: personNos,
      payload: {
        source: `import:${source}`,
        memberIds: part.map(({ memberId }) => memberId),
        personNos,
        ats: part.map(({ joinedAt }) => joinedAt?.getTime() ?? now),
      },
    });
  }
}

/** Members a fact: who reads facts takes as many more as one has. */
const AT_ONCE = 500;

/** Whoever took a number of these meanwhile keeps it: the statement fails and the part is done again. */
async function setPhones(ctx: Ctx, phoned: readonly Person[]): Promise<void> {
  if (phoned.length === 0) return;
  await sql`
    update members.member m set phone_sealed = given.sealed, phone_index = given.index, phone_masked = given.masked
    from unnest(${phoned.map((p) => p.memberId)}::text[], ${phoned.map((p) => p.stored?.sealed ?? null)}::text[],
      ${phoned.map((p) => p.stored?.index ?? null)}::text[], ${phoned.map((p) => p.stored?.masked ?? null)}::text[]
    ) as given (id, sealed, index, masked)
    where m.id = given.id and m.phone_index is null
  `.execute(ctx.db);
}

async function nameAll(ctx: Ctx, named: readonly (readonly [string, Person])[], source: string): Promise<void> {
  if (named.length === 0) return;
  await sql`
    insert into members.identity (kind, value, member_id, seen_at)
    select 'external', value, member_id, ${ctx.now()} from unnest(
      ${named.map(([name]) => `${source}:${name}`)}::text[], ${named.map(([, person]) => person.memberId)}::text[]
    ) as given (value, member_id)
    on conflict do nothing
  `.execute(ctx.db);
}

async function tagAll(
  ctx: Ctx,
  placed: readonly (Person | Refused)[],
  rows: readonly ImportedMember[],
  source: string,
): Promise<void> {
  const tags = placed.flatMap((person, n) =>
    'refused' in person ? [] : (rows[n]?.tags ?? []).map((tag) => ({ memberId: person.memberId, tag })),
  );
  if (tags.length === 0) return;
  await sql`
    insert into members.tag (member_id, name, source, reason, at)
    select member_id, name, 'import', ${saidText(words(`导入 ${source}`, `Import ${source}`))}, ${ctx.now()}
    from unnest(${tags.map((t) => t.memberId)}::text[], ${tags.map((t) => t.tag)}::text[]) as given (member_id, name)
    on conflict do nothing
  `.execute(ctx.db);
}
