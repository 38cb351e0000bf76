import type { Draft } from '@huoshui/contracts/form';
import { pageKind } from '@huoshui/contracts/words/pages';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useWords } from '../../ui/words.ts';
import type { Block, Page } from './composition.ts';
import { DrawnBlock } from './drawn-block.tsx';
import { usePreview } from './phone.tsx';
import './pages.css';

type Versions = readonly { readonly name: string; readonly values: Draft }[];
/** `subject`: the block, as an experiment names it. */
type Props = { readonly subject: string; readonly versions: Versions };

/** A block as each of some versions shows it to everybody, one below the other. */
export function BlockVersions({ subject, versions }: Props) {
  const [id = '', key = ''] = subject.split('.');
  const page = useQuery({
    queryKey: ['pages', 'tested', id],
    queryFn: async () => api('GET /api/admin/pages/:id', { params: { id } }),
  });
  const block = page.data?.blocks.find((one) => one.key === key);
  return page.data === undefined || block === undefined ? null : (
    <Drawn kind={page.data.kind} block={block} versions={versions} />
  );
}

function Drawn({
  kind,
  block,
  versions,
}: {
  readonly kind: Page['kind'];
  readonly block: Block;
  readonly versions: Versions;
}) {
  const say = useWords();
  const typed = JSON.stringify(versions.map(({ values }) => values));
  const asked = useMemo<readonly Block[]>(
    () =>
      JSON.parse(typed).map((values: Block['values'], at: number) => ({
        ...{ key: `version${at}`, kind: block.kind, values },
        audience: { for: 'everybody', who: null },
      })),
    [typed, block.kind],
  );
  const { blocks } = usePreview(kind, asked);
  return (
    <PhonePreview title={say(pageKind[kind])}>
      <div className="hs-drawn">
        {versions.map(({ name }, at) => {
          const shown = blocks.find(({ key }) => key === `version${at}`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a version is its place
            <div key={at} className="hs-drawn-version">
              <span className="hs-drawn-small">{name}</span>
              {shown?.content ? (
                <DrawnBlock content={shown.content} />
              ) : (
                <span className="hs-drawn-absent">{shown?.absent && say(shown.absent)}</span>
              )}
            </div>
          );
        })}
      </div>
    </PhonePreview>
  );
}
