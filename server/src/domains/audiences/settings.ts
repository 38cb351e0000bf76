import { LifecycleRules } from '@huoshui/contracts/audiences';
import { defineSetting } from '../../platform/settings.ts';
import { INITIAL_RULES } from './lifecycle.ts';

export const lifecycleSetting = defineSetting('audiences.lifecycle', LifecycleRules, { ...INITIAL_RULES });
