import { valuesOf } from '@huoshui/contracts/words';
import { area, type Permission } from '@huoshui/contracts/words/permissions';
import { useMemo } from 'react';
import type { Page } from '../ground/page.ts';
import { type ReportOfServer, useReports } from '../ground/reports.ts';
import { pages } from './pages.ts';

/** Reports that no page of the console shows, as entries of the navigation: one added on the server is seen at once. */
export function useReportPages(): readonly Page[] {
  const { data } = useReports();
  return useMemo(() => pagesOfReports(data?.items ?? [], pages), [data]);
}

type Listed = Pick<ReportOfServer, 'name' | 'words' | 'can'>;

export function pagesOfReports(reports: readonly Listed[], known: readonly Page[]): readonly Page[] {
  const page = known.find(({ path }) => path === '/reports/:name');
  if (page === undefined) return [];
  return reports
    .filter(({ name }) => known.every(({ report }) => report !== name))
    .flatMap(({ name, words, can }) => {
      const needs = permissions.find((permission) => permission === can);
      return needs === undefined
        ? []
        : [{ ...page, path: `/reports/${name}`, title: words, needs, group: 'analytics' as const }];
    });
}

const permissions: readonly Permission[] = valuesOf(area).flatMap((name) => [`${name}.read`, `${name}.write`] as const);
