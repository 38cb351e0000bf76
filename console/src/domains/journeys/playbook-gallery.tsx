import { CheckCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { CopyJourney } from './copy-journey.tsx';
import { PlaybookSteps } from './playbook-steps.tsx';
import { useJourneyText } from './texts.ts';
import './journeys.css';

export type Playbook = Answer<'GET /api/admin/playbooks'>['items'][number];

export function usePlaybooks() {
  return useQuery({ queryKey: ['playbooks'], queryFn: async () => api('GET /api/admin/playbooks') });
}

export function PlaybookGallery() {
  const t = useJourneyText();
  return (
    <div className="hs-page">
      <PageHead title={t('playbooks_title')} purpose={t('playbooks_purpose')} />
      <Loaded query={usePlaybooks()}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="hs-card">
              <Empty title={t('playbooks_empty')} hint={t('playbooks_empty_hint')} />
            </div>
          ) : (
            <div className="hs-gallery">
              {items.map((playbook) => (
                <PlaybookCard key={playbook.key} playbook={playbook} />
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

function PlaybookCard({ playbook }: { readonly playbook: Playbook }) {
  const t = useJourneyText();
  const say = useWords();
  const navigate = useNavigate();
  const running = playbook.journeyId;
  return (
    <article className="hs-card hs-playbook">
      <h2>
        {say(playbook.name)}
        {running !== null && (
          <span>
            <CheckCircleFilled /> {t('running')}
          </span>
        )}
      </h2>
      <p className="hs-soft">{say(playbook.promise)}</p>
      <PlaybookSteps steps={playbook.steps} />
      {playbook.templates.length > 0 && (
        <p className="hs-soft">
          {t('needs_templates')}
          {playbook.templates.map(({ name }) => say(name)).join(t('between'))}
        </p>
      )}
      <footer>
        {running === null ? (
          <Button type="primary" onClick={() => void navigate(`/playbooks/${playbook.key}`)}>
            {t('configure')}
          </Button>
        ) : (
          <>
            <Button type="primary" onClick={() => void navigate(`/journeys/${running}`)}>
              {t('open_journey')}
            </Button>
            <Button onClick={() => void navigate(`/journeys/${running}/settings`)}>{t('settings')}</Button>
            <CopyJourney journey={{ id: running, name: say(playbook.name) }} />
          </>
        )}
      </footer>
    </article>
  );
}
