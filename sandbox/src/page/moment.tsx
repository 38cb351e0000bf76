import type { ComponentChildren } from 'preact';
import type { ShownMoment } from './api.ts';
import { formatDay, formatTime } from './format.ts';
import { Icon } from './icon.tsx';

type Props = {
  readonly moment: ShownMoment;
  /** What a tap on its card does; null: there is nobody here who would open it. */
  readonly onLink: ((url: string) => void) | null;
  readonly children?: ComponentChildren;
};

/** A moment as it stands in the feed of whoever sees it; what may be done with it comes below. */
export function MomentBody({ moment, onLink, children }: Props) {
  const { staff, createdAt, publishedAt, text, link, images, likes, comments } = moment;
  const at = new Date(publishedAt ?? createdAt);
  const card = link && (
    <>
      <span class="moment-cover">
        <Icon name="shop" size={20} />
      </span>
      {link.title}
    </>
  );
  return (
    <article class="moment">
      <b class="moment-by">{staff}</b>
      {text && <p class="moment-text">{text}</p>}
      {images > 0 && (
        <p class="moment-images">
          {Array.from({ length: images }, (_, at) => (
            <span class="moment-image" key={at} />
          ))}
        </p>
      )}
      {link &&
        (onLink ? (
          <button type="button" class="moment-link" onClick={() => onLink(link.url)}>
            {card}
          </button>
        ) : (
          <p class="moment-link">{card}</p>
        ))}
      <time>
        {formatDay(at)} {formatTime(at)}
      </time>
      {(likes.length > 0 || comments.length > 0) && (
        <div class="moment-said">
          {likes.length > 0 && <p>♡ {likes.join('、')}</p>}
          {comments.map(({ id, name, text: said }) => (
            <p key={id}>
              <b>{name}</b>：{said}
            </p>
          ))}
        </div>
      )}
      {children}
    </article>
  );
}
