import { words } from '@huoshui/contracts/words';
import type { CollectorRefusal } from '@huoshui/contracts/words/collectors';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { isHoldableText } from '../../platform/holdable.ts';
import { tags } from '../members/index.ts';
import type { Item } from './adapter.ts';
import { type Member, membersNamed } from './named.ts';
import type { Source } from './source.ts';

type Profile = Extract<Item, { is: 'profile' }>;
type Told = { readonly name: string; readonly refusal: CollectorRefusal };
type Change = { readonly member: Member; readonly name: string; readonly value: string | null; readonly once: boolean };

const LONGEST = 30;
const SOURCE = 'collector';

/**
 * What an SDK says of people: an attribute that the shop registered becomes the tag `name:value` of a member, in place of the value that came
 * before. Of a server's key alone; everything else is told and changes nothing.
 */
export async function applyProfiles(ctx: Ctx, source: Source, profiles: readonly Profile[]): Promise<readonly Told[]> {
  const told: Told[] = [];
  const members = await membersNamed(
    ctx,
    source,
    profiles.flatMap(({ who }) => (who?.kind === 'id' ? [who.value] : [])),
  );
  const changes: Change[] = [];
  for (const { who, how, values } of profiles)
    for (const [name, value] of Object.entries(values)) {
      // Nothing was said: PostHog's pages send two dozen of these with every view.
      if (value === null && !source.attributes.includes(name)) continue;
      const member = who?.kind === 'id' ? members.get(who.value) : undefined;
      const refusal = refusalOf(source, name, member);
      const text = how === 'unset' ? null : textOf(value);
      if (refusal !== null) told.push({ name: toldAs(name), refusal });
      else if (text === undefined) told.push({ name, refusal: 'attribute_value' });
      else if (member) changes.push({ member, name, value: text, once: how === 'once' });
    }
  if (changes.length > 0)
    await inTransaction(ctx, async (ctx) => {
      for (const change of changes.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1)))
        await apply(ctx, source, change);
    });
  return told;
}

function refusalOf(source: Source, name: string, member: Member | undefined): CollectorRefusal | null {
  if (!source.attributes.includes(name)) return 'attribute_unregistered';
  if (source.place === 'client') return 'attribute_from_client';
  return member ? null : 'attribute_of_nobody';
}

/** A vendor's own ($first_visit_time and a dozen more) come by themselves with everybody: one line for all of them. */
const toldAs = (name: string): string => (name.startsWith('$') ? '$*' : name);

/** null takes it away; undefined is no value of a tag. */
function textOf(value: unknown): string | null | undefined {
  if (value === null) return null;
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const clean = text.trim();
  return clean !== '' && clean.length <= LONGEST && isHoldableText(clean) ? clean : undefined;
}

async function apply(ctx: Ctx, source: Source, { member, name, value, once }: Change): Promise<void> {
  const because = { kind: SOURCE, id: source.id, label: words(`「${source.name}」`, `“${source.name}”`) };
  const persons = [{ memberId: member.id, personNo: member.personNo }];
  const wanted = value === null ? null : `${name}:${value}`;
  const before = (await tags.of(ctx, member.id)).filter((tag) => tag.startsWith(`${name}:`));
  if (once && before.length > 0) return;
  for (const tag of before) if (tag !== wanted) await tags.take(ctx, persons, tag, because, { source: SOURCE });
  if (wanted !== null) await tags.give(ctx, persons, wanted, SOURCE, because);
}
