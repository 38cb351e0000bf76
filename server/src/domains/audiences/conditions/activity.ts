import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { churnSign, rhythm, role } from '@huoshui/contracts/words/audiences';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { allOf, anyOf, bound, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { condition } from '../condition.ts';
import { activitySql } from '../insight/activity-sql.ts';
import { memberRules } from '../insight/rules.ts';

const optionsOf = (all: Readonly<Record<string, Words>>): readonly FieldOption[] =>
  Object.entries(all).map(([value, label]) => ({ value, label }));
const [roles, rhythms, signs] = [optionsOf(role), optionsOf(rhythm), optionsOf(churnSign)];

const said = (options: readonly FieldOption[], chosen: readonly string[] | null) =>
  joinWords(
    options.filter(({ value }) => chosen?.includes(value)).map(({ label }) => label),
    words('、', ' or '),
  );

/** What she does here, and how often she comes. Visits are in the event store alone, so both forms ask it. */
export const activityIn = condition({
  kind: 'activity_in',
  about: 'acts',
  words: words('活跃分层', 'In a tier of activity'),
  asksStore: true,
  form: form({
    fields: [
      { key: 'roles', label: words('做什么', 'What she does'), kind: 'choices', options: roles, optional: true },
      { key: 'rhythms', label: words('多久来', 'How she comes by'), kind: 'choices', options: rhythms, optional: true },
    ],
    problem: ({ roles: some, rhythms: others }) =>
      (some ?? []).length + (others ?? []).length > 0
        ? null
        : { at: 'roles', words: words('至少选一层', 'At least one tier') },
    sentence: ({ roles: some, rhythms: others }) => {
      const [what, often] = [said(roles, some), said(rhythms, others)];
      if ((others ?? []).length === 0) return words(`属于${what.zh}`, `is ${what.en}`);
      if ((some ?? []).length === 0) return words(`属于${often.zh}`, `is ${often.en}`);
      return words(`属于${what.zh}，而且${often.zh}`, `is ${what.en}, and ${often.en}`);
    },
  }),
  persons: async (ctx, values, asOf) => inTier(ctx, tierSql(values), asOf),
  holds: async (ctx, values, personNos, asOf) => personsIn(ctx, await inTier(ctx, tierSql(values), asOf), personNos),
});

/** Signs that she is leaving, any of those that are asked for. */
export const churnSigns = condition({
  kind: 'churn_sign',
  about: 'acts',
  words: words('流失征兆', 'Shows signs of leaving'),
  asksStore: true,
  form: form({
    fields: [{ key: 'signs', label: words('征兆', 'Signs'), kind: 'choices', options: signs, min: 1 }],
    sentence: ({ signs: chosen }) => {
      const all = said(signs, chosen);
      return words(`有流失征兆：${all.zh}`, `shows a sign of leaving: ${all.en}`);
    },
  }),
  persons: async (ctx, { signs: chosen }, asOf) => inTier(ctx, signSql(chosen), asOf),
  holds: async (ctx, { signs: chosen }, personNos, asOf) =>
    personsIn(ctx, await inTier(ctx, signSql(chosen), asOf), personNos),
});

type Tiers = { readonly roles: readonly string[] | null; readonly rhythms: readonly string[] | null };

function tierSql({ roles: some, rhythms: others }: Tiers): Piece {
  return allOf([
    ...((some ?? []).length > 0 ? [piece`role IN ${bound('Array(String)', some ?? [])}`] : []),
    ...((others ?? []).length > 0 ? [piece`rhythm IN ${bound('Array(String)', others ?? [])}`] : []),
  ]);
}

/** The signs are columns. */
function signSql(chosen: readonly string[]): Piece {
  return anyOf(Object.keys(churnSign).flatMap((sign) => (chosen.includes(sign) ? [{ sql: sign, params: {} }] : [])));
}

async function inTier(ctx: Ctx, which: Piece, asOf: Date): Promise<PersonSet> {
  const rules = await getSetting(ctx, memberRules);
  return personsOfQuery(piece`SELECT person_no FROM (${activitySql(rules, asOf)}) WHERE ${which}`);
}
