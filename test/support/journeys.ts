import type { Expected, ExpectedList, Journey } from '../../src/conversation/journey';
import type { Outgoing } from '../../src/conversation/outgoing';
import type { House } from './house';
import { cardsIn, outcomeIn, questionIn } from './walk';

/** What was expected, in the shape in which it is seen. */
export function wanted(expected: Expected): Record<string, unknown> {
  const shown = (list: ExpectedList): Record<string, unknown> => ({
    ...(list.none ? { none: true } : {}),
    ...(list.include ? { missing: [] } : {}),
    ...(list.exclude ? { unwelcome: [] } : {}),
  });
  const { options, services, rows, ...rest } = expected;
  return {
    ...rest,
    ...(options ? { options: shown(options) } : {}),
    ...(services ? { services: shown(services) } : {}),
    ...(rows ? { rows: shown(rows) } : {}),
  };
}

/** What was said, in the same shape. */
export function seen(words: readonly Outgoing[], expected: Expected): Record<string, unknown> {
  const question = questionIn(words);
  const outcome = outcomeIn(words);
  const handoff = words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  const [card] = cardsIn(words);
  const compared = (list: ExpectedList, there: readonly string[]): Record<string, unknown> => ({
    ...(list.none ? { none: there.length === 0 } : {}),
    ...(list.include ? { missing: list.include.filter((one) => !there.includes(one)) } : {}),
    ...(list.exclude ? { unwelcome: list.exclude.filter((one) => there.includes(one)) } : {}),
  });
  const all: Record<keyof Expected, () => unknown> = {
    step: () => question?.step ?? 'none',
    kind: () => question?.kind,
    language: () => words.at(-1)?.luotsi.language,
    proposed: () => question?.proposed,
    options: () =>
      compared(
        expected.options ?? {},
        (question?.options ?? []).map((option) => option.id),
      ),
    danger: () => (card ? `${card.kind}/${card.level}` : 'none'),
    check: () => words.some((word) => word.luotsi.step === 'danger-check'),
    outcome: () => outcome?.outcome ?? 'none',
    need: () => outcome?.need,
    also: () => outcome?.also,
    line: () => outcome?.line,
    services: () =>
      compared(
        expected.services ?? {},
        (outcome?.services ?? []).map((service) => service.id),
      ),
    promise: () => handoff?.promise?.day ?? 'none',
    sent: () => handoff !== undefined,
    rows: () =>
      compared(
        expected.rows ?? {},
        (question?.rows ?? []).map((row) => row.fact),
      ),
  };
  return Object.fromEntries((Object.keys(expected) as (keyof Expected)[]).map((key) => [key, all[key]()]));
}

/** Expects what came of a conversation: how often it was handed on, and to whom. */
export async function expectEnd(
  of: Pick<House, 'database' | 'desk'>,
  conversation: string,
  end: Journey['end'],
): Promise<void> {
  const rows = await of.database.rows('select id from handoffs where conversation = $1 order by received_at', [
    conversation,
  ]);
  expect({ sent: rows.length }).toEqual({ sent: end.sent });
  const last = await of.desk.read(String(rows.at(-1)?.['id']));
  const { sent: _sent, ...rest } = end;
  const found: Record<string, unknown> = {
    area: last?.area,
    'danger-rank': last?.dangerRank,
    'child-alone': last?.childSelf,
    need: last?.record.need,
    who: last?.record.who,
    language: last?.record.language,
    name: last?.record.contact.name,
  };
  expect(Object.fromEntries(Object.keys(rest).map((key) => [key, found[key]]))).toEqual(rest);
}
