import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type Figures, measuresOf, type ReadBy, readArms, readAsUsual } from '../../../platform/inference/read-arms.ts';
import { sampleRatio } from '../../../platform/inference/srm.ts';

const Positive = Type.Number({ exclusiveMinimum: 0 });
const Count = Type.Integer({ minimum: 0 });
const Products = Type.Object(
  { sum: Type.Number(), squares: Type.Number({ minimum: 0 }), products: Type.Number() },
  { additionalProperties: false },
);
const named = {
  name: Type.Optional(Type.String()),
  /** Share of all who were to be in it; equal where nobody says. */
  weight: Type.Optional(Type.Number({ minimum: 0 })),
  /** How many were seen in it, where that is another number than `n`. */
  users: Type.Optional(Count),
};
const sums = { n: Count, sum: Type.Number(), squares: Type.Number({ minimum: 0 }) };
const clusters = Type.Object({ ...sums, denominator: Products }, { additionalProperties: false });
const closed = { additionalProperties: false } as const;

const Arms = {
  proportion: Type.Array(Type.Object({ ...named, n: Count, sum: Type.Number({ minimum: 0 }) }, closed), {
    minItems: 2,
  }),
  mean: Type.Array(Type.Object({ ...named, ...sums, before: Type.Optional(Products) }, closed), { minItems: 2 }),
  ratio: Type.Array(Type.Object({ ...named, ...sums, denominator: Products }, closed), { minItems: 2 }),
  quantile: Type.Array(
    Type.Object(
      {
        ...named,
        n: Count,
        nStar: Count,
        level: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
        value: Type.Number(),
        lower: Type.Number(),
        upper: Type.Number(),
        clusters: Type.Optional(clusters),
      },
      closed,
    ),
    { minItems: 2 },
  ),
};

const by = {
  name: Type.Optional(Type.String()),
  method: Type.Optional(
    Type.Union([Type.Literal('frequentist'), Type.Literal('sequential'), Type.Literal('bayesian')]),
  ),
  difference: Type.Optional(Type.Union([Type.Literal('relative'), Type.Literal('absolute')])),
  alpha: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  tuning: Type.Optional(Positive),
  prior: Type.Optional(Type.Union([Type.Null(), Type.Object({ mean: Type.Number(), variance: Positive }, closed)])),
  correction: Type.Optional(
    Type.Union([Type.Literal('none'), Type.Literal('holm'), Type.Literal('benjamini_hochberg')]),
  ),
  lowerIsBetter: Type.Optional(Type.Boolean()),
};

const schemas = {
  proportion: Type.Object({ metric: Type.Literal('proportion'), arms: Arms.proportion, ...by }, closed),
  mean: Type.Object({ metric: Type.Literal('mean'), arms: Arms.mean, ...by }, closed),
  ratio: Type.Object({ metric: Type.Literal('ratio'), arms: Arms.ratio, ...by }, closed),
  quantile: Type.Object({ metric: Type.Literal('quantile'), arms: Arms.quantile, ...by }, closed),
};
type NamedArm = { readonly n: number; readonly name?: string; readonly users?: number; readonly weight?: number };
type Asked = Static<(typeof schemas)[keyof typeof schemas]>;

/** The file is none of figures; says which field of which reading. */
export class FiguresError extends Error {}

/**
 * Reads what a file has of one experiment, or of several (`{ "readings": […] }` or a list).
 * @throws FiguresError
 */
export function readFigures(json: unknown): object {
  if (Array.isArray(json)) return { readings: json.map((one, at) => readOne(one, `[${at}]`)) };
  if (typeof json === 'object' && json !== null && 'readings' in json) {
    const { readings } = json;
    if (!Array.isArray(readings)) throw new FiguresError('readings: a list is needed');
    return { readings: readings.map((one, at) => readOne(one, `readings[${at}]`)) };
  }
  return readOne(json, '');
}

function readOne(json: unknown, where: string): object {
  const asked = checked(json, where);
  const settings: ReadBy = {
    ...readAsUsual,
    ...(asked.method && { method: asked.method }),
    ...(asked.difference && { difference: asked.difference }),
    ...(asked.alpha && { alpha: asked.alpha }),
    ...(asked.tuning && { narrowestAt: asked.tuning }),
    ...(asked.correction && { correction: asked.correction }),
    prior: asked.prior ?? null,
    lowerIsBetter: asked.lowerIsBetter ?? false,
  };
  const namedArms: readonly NamedArm[] = asked.arms;
  const nameOf = (at: number) => namedArms[at]?.name ?? String(at);
  const measures = measuresOf(asked);
  return {
    ...(asked.name === undefined ? {} : { name: asked.name }),
    metric: asked.metric,
    method: settings.method,
    difference: settings.difference,
    alpha: settings.alpha,
    srm: sampleRatio(namedArms.map(({ n, users, weight }) => ({ users: users ?? n, weight: weight ?? 1 }))),
    arms: measures.map(({ n, mean, unadjusted, variance }, at) => ({
      name: nameOf(at),
      n,
      mean: unadjusted,
      adjustedMean: mean,
      deviation: Math.sqrt(Math.max(0, variance)),
    })),
    against: readArms(asked, settings).map((one, at) =>
      typeof one === 'string' ? { arm: nameOf(at + 1), unreadable: one } : { arm: nameOf(at + 1), ...one },
    ),
  };
}

function checked(json: unknown, where: string): Asked & Figures {
  const metric = typeof json === 'object' && json !== null && 'metric' in json ? json.metric : undefined;
  if (metric !== 'proportion' && metric !== 'mean' && metric !== 'ratio' && metric !== 'quantile')
    throw new FiguresError(`${where}/metric: must be one of: ${Object.keys(schemas).join(', ')}`);
  const schema = schemas[metric];
  if (!Value.Check(schema, json)) {
    const [error] = Value.Errors(schema, json);
    throw new FiguresError(`${where}${error?.path ?? ''}: ${error?.message ?? ''}`);
  }
  if (json.metric === 'proportion') {
    const at = json.arms.findIndex(({ n, sum }) => sum > n);
    if (at >= 0) throw new FiguresError(`${where}/arms/${at}/sum: more than n`);
  }
  return json;
}
