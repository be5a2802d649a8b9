import type { Facts } from './fact';
import type { QuestionStep } from './kinds/registry';

/** The needs and topics a question may offer by itself; the engine knows only their ids. */
export interface NeedList {
  readonly topics: readonly string[];
  readonly needs: readonly { readonly id: string; readonly topic: string | null }[];
}

/** Every option of a question where it stands: first those that come from what was heard or chosen, then the author's own. */
export function optionIdsOf(step: QuestionStep, facts: Facts, list: NeedList): string[] {
  return [...dynamicIdsOf(step, facts, list), ...fixedIdsOf(step)];
}

export function fixedIdsOf(step: QuestionStep): readonly string[] {
  const own = 'options' in step ? (step.options ?? []) : [];
  if (!('options-from' in step)) return own;
  if (step['options-from'] === 'also-heard') return [...own, 'none'];
  return step['options-from'] === undefined ? own : [...own, 'other'];
}

export function dynamicIdsOf(step: QuestionStep, facts: Facts, list: NeedList): readonly string[] {
  if (!('options-from' in step)) return [];
  const proposed = listOf(facts['proposed']);
  switch (step['options-from']) {
    case 'topics':
      return list.topics;
    case 'needs-of-topic':
      return list.needs.filter((need) => need.topic === facts['topic']).map((need) => need.id);
    case 'proposals':
      return facts['sure'] === 'yes' ? ['yes', ...proposed.slice(1, 2)] : proposed;
    case 'also-heard':
      return listOf(facts['heard-also']).filter((need) => need !== facts['need']);
    default:
      return [];
  }
}

function listOf(value: Facts[string] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
