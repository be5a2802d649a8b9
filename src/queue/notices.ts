import type { NewHandoff } from './handoff';
import type { AnyMove, Standing } from './life';
import type { Detail, Notice, NoticePayload } from './ports';

/** From this move on it is too often: somebody looks why nobody holds on to the matter (F-171). */
const tooOften = 2;

type Told = Pick<Detail, 'id' | 'case' | 'kind' | 'revision'>;

/** The notice of a new handoff: every one has it, also one without a single message. */
export function noticeOfNew(handoff: NewHandoff): Notice {
  const { id, region, area, kind, dueAt } = handoff;
  return {
    id: `notice.new/${id}`,
    kind: 'notice.new',
    payload: { handoff: id, region, area, kind, due: dueAt, case: handoff.case },
  };
}

/** The notices a move asks for: to the area that has it now or is asked to take it, and an alarm when it is moved on again. */
export function noticesOf(move: AnyMove, found: Told & Standing, change: Standing): readonly Notice[] {
  const moved = (area: string): Notice => ({
    id: `notice.moved/${found.id}/${found.revision}`,
    kind: 'notice.moved',
    payload: payloadOf(found, { ...change, area }),
  });
  switch (move) {
    case 'return':
    case 'give-back':
    case 'desk-failed':
      return [
        moved(change.area),
        ...(move === 'desk-failed' ? [alarm(found, change, 'desk-failed', `${found.revision}`)] : []),
      ];
    case 'reopen':
      return change.state === 'waiting' ? [moved(change.area)] : [];
    case 'offer':
      return change.offeredTo !== null && 'area' in change.offeredTo
        ? [moved(change.offeredTo.area.split('/')[1] ?? '')]
        : [];
    case 'accept':
      return change.moves >= tooOften ? [alarm(found, change, 'moved-again', `moved-${change.moves}`)] : [];
    default:
      return [];
  }
}

/** An alarm about a handoff; `once` makes its id, so that a round repeated or run by two is one alarm. */
export function alarm(
  found: Omit<Told, 'revision'>,
  standing: Pick<Standing, 'region' | 'area' | 'dueAt'>,
  why: NonNullable<NoticePayload['why']>,
  once: string,
): Notice {
  return {
    id: `notice.alarm/${found.id}/${once}`,
    kind: 'notice.alarm',
    payload: { ...payloadOf(found, standing), why },
  };
}

/** What a notice tells of a handoff: where, what sort, by when, and its case number. */
export function payloadOf(
  found: Omit<Told, 'revision'>,
  { region, area, dueAt }: Pick<Standing, 'region' | 'area' | 'dueAt'>,
): NoticePayload {
  return { handoff: found.id, region, area, kind: found.kind, due: dueAt, case: found.case };
}
