import type { People } from '../../../platform/people/people.ts';
import { kept } from './keeping.ts';
import { waiting } from './waiting.ts';

/** Numbers that open their people, a line each. */
export const interestPeople: readonly People[] = [waiting, kept];
