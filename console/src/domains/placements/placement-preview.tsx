import { CloseOutlined } from '@ant-design/icons';
import type { Draft } from '@huoshui/contracts/form';
import { valuesOf } from '@huoshui/contracts/words';
import { placementPage } from '@huoshui/contracts/words/placements';
import { Cautions, useFormPreview, useFound } from '../../ui/form/fields/form-preview.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import { usePlacementText } from './texts.ts';
import './placement-preview.css';

/** What a shopper meets, and under it what the draft means in the words of the server. */
export function PlacementPreview({ values }: { readonly values: Draft }) {
  const shared = useSharedText();
  const say = useWords();
  const { sentence, problems, cautions = [] } = useFormPreview('placements.placement', values);
  useFound('', problems);
  return (
    <>
      <PlacementPhone values={values} caption={sentence ? say(sentence) : shared('form_unfinished')} />
      <Cautions cautions={cautions} />
    </>
  );
}

/** Drawn with the measures of the storefront (`storefront/src/placements`), as wide as a phone and made smaller as a whole. */
export function PlacementPhone({ values, caption }: { readonly values: Draft; readonly caption: string }) {
  const t = usePlacementText();
  const say = useWords();
  const pages = Array.isArray(values.pages) ? values.pages : [];
  const page = valuesOf(placementPage).find((one) => one === pages[0]) ?? 'home';
  const content = {
    title: textIn(values.title),
    text: textIn(values.text),
    button: textIn(values.button),
    picture: textIn(values.picture),
  };
  const shown = content.title === '' && content.picture === '' ? { ...content, title: t('preview_title') } : content;
  return (
    <PhonePreview title={say(placementPage[page])} caption={caption}>
      <div className="hs-placed">
        <div className="hs-placed-page" aria-hidden="true">
          <div className="hs-placed-block" />
          {values.kind === 'banner' && <Slot {...shown} />}
          <div className="hs-placed-rows" />
          <div className="hs-placed-rows" />
        </div>
        {values.kind === 'floating' && <Floating {...shown} />}
        {values.kind === 'popup' && <PopUp {...shown} />}
      </div>
    </PhonePreview>
  );
}

type Content = { readonly title: string; readonly text: string; readonly button: string; readonly picture: string };

function PopUp({ title, text, button, picture }: Content) {
  return (
    <div className="hs-placed-shade">
      <div className="hs-placed-card">
        {picture !== '' && <img src={picture} alt="" />}
        {title !== '' && <div className={`hs-placed-title ${picture === '' ? 'hs-placed-bare' : ''}`}>{title}</div>}
        {text !== '' && <div className="hs-placed-text">{text}</div>}
        {button !== '' && <div className="hs-placed-act">{button}</div>}
        <div className="hs-placed-end" />
        <span className="hs-placed-close">
          <CloseOutlined />
        </span>
      </div>
    </div>
  );
}

function Slot({ title, text, button, picture }: Content) {
  if (title === '' && picture !== '')
    return (
      <div className="hs-placed-slot">
        <img className="hs-placed-whole" src={picture} alt="" />
      </div>
    );
  return (
    <div className="hs-placed-slot">
      <div className="hs-placed-words">
        <b>{title}</b>
        {text !== '' && <p>{text}</p>}
        {button !== '' && <span>{button}</span>}
      </div>
      {picture !== '' && <img className="hs-placed-side" src={picture} alt="" />}
    </div>
  );
}

function Floating({ title, picture }: Content) {
  return (
    <div className="hs-placed-floating">
      <span>
        <CloseOutlined />
      </span>
      <div>{picture === '' ? title : <img src={picture} alt="" />}</div>
    </div>
  );
}

// What is typed may be anything yet.
const textIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
