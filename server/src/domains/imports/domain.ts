import type { Domain } from '../../platform/domain.ts';
import { importErrors } from './errors.ts';
import { adminRoutes } from './routes.admin.ts';
import { resumeImports, runImport } from './run.ts';

export const imports: Domain = {
  name: 'imports',
  routes: adminRoutes,
  sweeps: [resumeImports],
  jobs: [runImport],
  errors: importErrors,
};
