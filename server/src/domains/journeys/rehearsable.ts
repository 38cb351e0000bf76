import { createHash } from 'node:crypto';
import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { journeyErrors } from './errors.ts';
import { measuredPercent } from './measured.ts';
import { notPlayed } from './not-played.ts';
import { playbooks } from './playbooks/index.ts';

/** What of a journey would be rehearsed: its drawing, if somebody draws, else the version that stands. */
type Rehearsable = {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly saves: number | null;
  /** Of the steps: equal where they are the same. */
  readonly digest: string;
};

export const rehearsables = {
  find: mustFind,
  playbook: nameOfPlaybook,
  digests,
  notPlayed: notPlayedOf,
  notPlayedOfPlaybook,
  live: liveIds,
  measured: measuredPercent,
};

/** @throws journeys.not_found, journeys.wrong_state where it has ended */
async function mustFind(ctx: Ctx, id: string): Promise<Rehearsable> {
  const [found] = await read(ctx, [id]);
  if (!found) throw journeyErrors.error('not_found');
  if (found.state === 'ended') throw journeyErrors.error('wrong_state');
  const { state: _state, definition: _definition, ...rest } = found;
  return rest;
}

/** @throws journeys.playbook_not_found */
function nameOfPlaybook(key: string): Words {
  const found = playbooks.find((one) => one.key === key);
  if (!found) throw journeyErrors.error('playbook_not_found');
  return found.name;
}

/** What a rehearsal leaves out: of journeys as they stand now, by id. */
async function notPlayedOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Words[]>> {
  return new Map((await read(ctx, ids)).map(({ id, definition }) => [id, notPlayed(JSON.parse(String(definition)))]));
}

/** The same of a playbook with these values. */
function notPlayedOfPlaybook(key: string, values: Draft): readonly Words[] {
  const found = playbooks.find((one) => one.key === key);
  const checked = found && checkForm(found.form, { ...initialValues(found.form.fields), ...found.example, ...values });
  return found && checked?.ok ? notPlayed(found.define(checked.values)) : [];
}

/** The digest of what stands now, by journey. */
async function digests(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await read(ctx, ids)).map(({ id, digest }) => [id, digest]));
}

async function liveIds(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from journeys.journey where state = 'live' order by no
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

type Found = Rehearsable & { readonly state: string; readonly definition: unknown };

async function read(ctx: Ctx, ids: readonly string[]): Promise<readonly Found[]> {
  const { rows } = await sql<Omit<Found, 'digest'>>`
    select j.id, coalesce(d.name, j.name) as name, j.state, case when j.state <> 'draft' then j.version end as version, d.saves,
      coalesce(d.definition, v.definition)::text as definition
    from journeys.journey j
    left join journeys.drawing d on d.journey_no = j.no
    left join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.id = any(${ids}::text[])
  `.execute(ctx.db);
  return rows.map((row) => ({ ...row, digest: digestOf(String(row.definition)) }));
}

const digestOf = (definition: string) => createHash('sha256').update(definition).digest('hex').slice(0, 24);
