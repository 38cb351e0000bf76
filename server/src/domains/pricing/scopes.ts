import { inScope } from './offer.ts';
import { scopeText } from './promotion.ts';

/** What a scope is for, and how it reads. */
export const scopes = { holds: inScope, text: scopeText };
