import { type JsonObject, numberAt, numberOrNull, objectAt, objectsAt, textAt, textOrNull, textsAt } from '../json.ts';

/** A customer as one of the members who have her sees her. */
export type WecomFollow = {
  readonly userid: string;
  readonly addedAt: Date;
  readonly state: string | null;
  readonly addWay: number | null;
  /** What she is called here, and the corp's tags that she carries, by id. */
  readonly remark: string;
  readonly tagIds: readonly string[];
  /** Numbers that this member noted beside her name. */
  readonly mobiles: readonly string[];
};
export type WecomCustomer = {
  readonly externalUserid: string;
  readonly name: string;
  readonly unionid: string | null;
  readonly follows: readonly WecomFollow[];
};
/** Some customers of a member, each with how that member has her and nothing of the others. */
export type WecomPage = { readonly customers: readonly WecomCustomer[]; readonly next: string };
export const NOBODY: WecomPage = { customers: [], next: '' };

/** The answers of externalcontact/get, of which five hundred members who have her stand in each. */
export function readCustomer(answer: JsonObject, pages: readonly JsonObject[]): WecomCustomer {
  const follows = pages.flatMap((page) => objectsAt(page, 'follow_user'));
  return customer(
    objectAt(answer, 'external_contact'),
    follows.map((follow) =>
      readFollow(
        follow,
        objectsAt(follow, 'tags').flatMap((tag) => textOrNull(tag, 'tag_id') ?? []),
      ),
    ),
  );
}

/** The answer of externalcontact/batch/get_by_user: tags by their id alone. */
export function readPage(answer: JsonObject): WecomPage {
  return {
    customers: objectsAt(answer, 'external_contact_list').map((one) => {
      const follow = objectAt(one, 'follow_info');
      return customer(objectAt(one, 'external_contact'), [readFollow(follow, textsAt(follow, 'tag_id'))]);
    }),
    next: textOrNull(answer, 'next_cursor') ?? '',
  };
}

function customer(contact: JsonObject, follows: readonly WecomFollow[]): WecomCustomer {
  return {
    externalUserid: textAt(contact, 'external_userid'),
    name: textOrNull(contact, 'name') ?? '',
    unionid: textOrNull(contact, 'unionid'),
    follows,
  };
}

function readFollow(follow: JsonObject, tagIds: readonly string[]): WecomFollow {
  return {
    userid: textAt(follow, 'userid'),
    addedAt: new Date(numberAt(follow, 'createtime') * 1000),
    state: textOrNull(follow, 'state'),
    addWay: numberOrNull(follow, 'add_way'),
    remark: textOrNull(follow, 'remark') ?? '',
    tagIds: [...tagIds].sort(),
    mobiles: textsAt(follow, 'remark_mobiles'),
  };
}
