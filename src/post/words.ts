import type { Content } from '../content/content';
import type { NoticeKind, NoticePayload } from '../queue/notice';
import { localText } from '../region/day-words';
import { commonQueue, inLanguage } from '../region/region';

/** Workers read notices in both national languages, Finnish first. */
const languages = ['fi', 'sv'] as const;

/** A notice in one language, part by part. Nothing of it is about anybody. */
export interface NoticeWords {
  readonly title: string;
  readonly about: readonly { readonly name: string; readonly value: string }[];
  readonly note: string;
  readonly open: string;
}

/** A notice in Finnish and in Swedish. */
export function noticeWords(content: Content, kind: NoticeKind, notice: NoticePayload): readonly NoticeWords[] {
  return languages.map((language) => {
    const say = content.say(language);
    const region = content.regions[notice.region];
    const area = region?.areas.find(({ id }) => id === notice.area);
    const exercise = notice.kind === 'synthetic';
    const place =
      notice.area === commonQueue && region
        ? inLanguage(region.name, language)
        : area && inLanguage(area.name, language);
    const what = exercise ? 'exercise' : notice.why === undefined ? kind.replace('notice.', '') : `why.${notice.why}`;
    return {
      title: say(`notices.what.${what}`),
      about: [
        { name: say('notices.about.area'), value: place ?? notice.area },
        { name: say('notices.about.kind'), value: say(`notices.kind.${notice.kind}`) },
        ...(exercise ? [] : [{ name: say('notices.about.due'), value: localText(new Date(notice.due), language) }]),
        { name: say('notices.about.case'), value: notice.case },
      ],
      note: say(exercise ? 'notices.note.exercise' : 'notices.note.private'),
      open: say('notices.open'),
    };
  });
}
