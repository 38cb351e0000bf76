import type { Ctx } from './ctx.ts';
import { addJob } from './jobs.ts';

/** A context from its parts. Those of requests, listeners and sweeps are made from one by spreading. */
export function makeCtx(parts: Omit<Ctx, 'emit' | 'enqueue' | 'facts'>): Ctx {
  return {
    ...parts,
    emit(fact, { personNo, persons = null, payload, at }) {
      if (this.declared.get(fact.type) !== fact)
        throw new Error(`${fact.type} is announced but declared by no domain: list it in its Domain.facts`);
      if (!this.facts) throw new Error(`${fact.type} was announced outside of a transaction`);
      this.facts.push({ type: fact.type, personNo, persons, payload, occurredAt: at ?? this.now() });
    },
    async enqueue(job, payload, options) {
      await addJob(this, job.name, payload, options?.key);
    },
  };
}
