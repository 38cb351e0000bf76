import type { RouteOut } from '@huoshui/contracts/contract';
import { initialValues } from '@huoshui/contracts/form-values';
import type { journeyContract } from '@huoshui/contracts/journeys';
import type { Words } from '@huoshui/contracts/words';
import type { Form } from '../../platform/form/form.ts';
import type { Kit } from './kit.ts';

type Palette = RouteOut<(typeof journeyContract)['GET /api/admin/journeys/kit']>;

/** The palette of the canvas: every kind with its words, its fields and its ways. */
export function showKit({ steps, triggers, goals, exits }: Kit): Palette {
  return {
    steps: steps.map((step) => ({
      ...pieceOf(step),
      group: step.group,
      ways: step.ways.map(({ when, ...way }) => ({ ...way, ...(when ? { when: { ...when, is: [...when.is] } } : {}) })),
      rests: step.rest !== undefined,
      reaches: step.reaches !== undefined,
    })),
    triggers: triggers.map(pieceOf),
    goals: goals.map(pieceOf),
    exits: exits.map(pieceOf),
  };
}

function pieceOf({ kind, words, form }: { readonly kind: string; readonly words: Words; readonly form: Form }) {
  return { kind, words, fields: form.fields, initial: { ...initialValues(form.fields) } };
}
