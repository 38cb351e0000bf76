import type { NodeDeed } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { checkForm } from '../../../platform/form/check.ts';
import type { FoundNames } from '../../../platform/form/names.ts';
import { findProblems, mustFind } from '../change.ts';
import { countAtNodes } from '../count-at-nodes.ts';
import { type Definition, nodeOf } from '../definition.ts';
import { findKind } from '../find-kind.ts';
import type { Kit } from '../kit.ts';
import { readNamesOfAll } from '../names.ts';
import { exitSentences, goalSentence, nodeSentence, triggerSentence } from '../sentence.ts';
import { warningsOf } from '../warnings.ts';
import { differencesOf } from './differences.ts';
import { mustFindDrawing } from './drawing.ts';

/** A drawing with its nodes as sentences, what is wrong with it, and what it would change about those under way. */
export async function showDrawing(ctx: Ctx, kit: Kit, id: string) {
  const drawing = await mustFindDrawing(ctx, id);
  const journey = await mustFind(ctx, drawing.journeyId);
  const { definition } = drawing;
  const published = journey.state !== 'draft';
  const [names, problems, warnings, counts, standing] = await Promise.all([
    readNamesOfAll(ctx, kit, [definition, journey.definition]),
    findProblems(ctx, kit, definition, { id: journey.id, name: drawing.name }),
    warningsOf(ctx, kit, definition, journey),
    countAtNodes(ctx, journey.no, definition),
    readStanding(ctx, journey.no),
  ]);
  return {
    id,
    journeyId: journey.id,
    name: drawing.name,
    state: journey.state,
    ofPlaybook: journey.settings !== null,
    base: drawing.base,
    version: published ? journey.version : null,
    saves: drawing.saves,
    definition,
    places: { ...drawing.places },
    sentences: Object.fromEntries(definition.nodes.map((n) => [n.key, nodeSentence(kit, n, names)])),
    triggerSentence: triggerSentence(kit, definition, names),
    goalSentence: goalSentence(kit, definition, names),
    exitSentences: exitSentences(kit, definition, names),
    does: Object.fromEntries(definition.nodes.map((node) => [node.key, deedsOf(kit, node)])),
    problems,
    warnings,
    differences: published
      ? differencesOf(kit, journey.definition, definition, names).map((one) => ({ ...one, details: [...one.details] }))
      : [],
    counts,
    standing: standing.map(({ node, waiting, of }) => ({
      node,
      waiting,
      sentence: sentenceIn(kit, of, node, names),
      kept: nodeOf(definition, node) !== undefined,
    })),
    changedBy: drawing.changedBy,
    changedAt: drawing.changedAt.toISOString(),
    sittingSince: drawing.sittingSince.toISOString(),
  };
}

function sentenceIn(kit: Kit, of: Definition, key: string, names: FoundNames): Words {
  const node = nodeOf(of, key);
  return node ? nodeSentence(kit, node, names) : words(key, key);
}

type Standing = { readonly node: string; readonly waiting: number; readonly of: Definition };

/** Who waits at a node, told as the newest version says it that somebody stands there by. */
async function readStanding(ctx: Ctx, journeyNo: number): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with standing as (
      select node, max(version) as version, count(*) as waiting from journeys.run
      where journey_no = ${journeyNo} and state = 'waiting' group by node
    )
    select s.node, s.waiting, v.definition as of
    from standing s join journeys.version v on v.journey_no = ${journeyNo} and v.version = s.version
    order by s.waiting desc, s.node
  `.execute(ctx.db);
  return rows;
}

function deedsOf(kit: Kit, { kind, values }: Definition['nodes'][number]): NodeDeed[] {
  const step = findKind(kit.steps, kind);
  if (!step?.reaches) return [];
  const checked = checkForm(step.form, values);
  // One that is not filled in yet may be spoken of all the same: by what its kind does.
  const reach = checked.ok ? step.reaches(checked.values) : null;
  if (reach === null) return ['tells', 'gives'];
  return (['tells', 'gives'] as const).filter((deed) => reach[deed]);
}
