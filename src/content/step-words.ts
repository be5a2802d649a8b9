import { byNeed, firstFlow, isQuestion, type Act, type Flow, type Part } from '../flow/flow';
import type { QuestionStep } from '../flow/kinds/registry';
import { fixedIdsOf } from '../flow/options';
import type { Content } from './content';

/** Finnish names of the flows that serve no single need. */
const houseFlows: Readonly<Record<string, string>> = {
  [firstFlow]: 'Keskustelun runko',
  general: 'Yleiset kysymykset',
  contact: 'Yhteydenottopyyntö',
  young: 'Nuori kirjoittaa itse',
};

/** What a flow is called on a page for people: by the needs it serves, or by its place in the house. */
export function flowTitle(content: Content, flow: Flow): string {
  const needs = (flow.needs ?? []).map((need) => finnish(content, `needs.needs.${need}.name`));
  return needs.length > 0 ? needs.join(' / ') : (houseFlows[flow.flow] ?? `Keskustelupolku ${flow.flow}`);
}

/** The Finnish question as a grown-up family hears it. */
export function questionWords(content: Content, flow: Flow, step: QuestionStep): string {
  return finnish(content, `${flow.flow}.steps.${step.id}.ask`);
}

/** A question in a few words: the name of its row in the read-back, or the sentence that asks. */
export function shortWords(content: Content, flow: Flow, step: QuestionStep): string {
  const row = `${flow.flow}.steps.${step.id}.row`;
  if (content.words['fi']?.[row] !== undefined) return finnish(content, row);
  const sentences = sentencesOf(questionWords(content, flow, step));
  return sentences.findLast((one) => one.endsWith('?')) ?? sentences[0] ?? step.id;
}

/** What an act does, and all its words if it has any. */
export function actWords(content: Content, flow: Flow, act: Act): string {
  return actSaid(content, act, () => finnish(content, `${flow.flow}.steps.${act.id}.say`));
}

/** What an act does, and the first sentence of its words. */
export function shortActWords(content: Content, flow: Flow, act: Act): string {
  return actSaid(content, act, () => sentencesOf(finnish(content, `${flow.flow}.steps.${act.id}.say`))[0] ?? '');
}

function actSaid(content: Content, act: Act, say: () => string): string {
  switch (act.kind) {
    case 'say':
      return `Kerrotaan: ”${say()}”`;
    case 'numbers':
      return `Näytetään ${act.which === 'emergency' ? 'hätänumerot' : 'kuuntelevat linjat'}: ”${say()}”`;
    case 'alarm':
      return `Näytetään hätäkortti: ”${finnish(content, `bot.danger.lead.${act.danger}`)}”`;
    case 'outcome':
      return 'Annetaan lopputulos: neuvot, palvelut ja numerot';
    case 'handoff':
      return 'Pyyntö menee työntekijöiden jonoon';
  }
}

export function partWords(content: Content, part: Part): string {
  const flow = content.guide.flows[part.flow];
  if (part.flow === byNeed || !flow) return 'Asian omat kysymykset';
  return `Osapolku: ${flowTitle(content, flow)}`;
}

/** How a question is answered. */
export function kindWords(step: QuestionStep): string {
  switch (step.kind) {
    case 'listen':
      return 'avoin kysymys, vastataan omin sanoin';
    case 'choice':
      return 'valitaan yksi';
    case 'choices':
      return 'valitaan yksi tai useampi';
    case 'number':
      return `luku ${step.min}–${step.max}`;
    case 'place':
      return 'kunta';
    case 'text':
      return 'vastataan omin sanoin';
    case 'confirm':
      return 'varmistetaan, kuultiinko oikein';
    case 'read-back':
      return 'näytetään kaikki vastaukset ennen lähettämistä';
    case 'contact':
      return 'puhelinnumero tai sähköpostiosoite';
  }
}

/** The options a family may tap, those that come from the talk itself told in general. */
export function optionWords(content: Content, flow: Flow, step: QuestionStep): string[] {
  const from = 'options-from' in step ? step['options-from'] : undefined;
  const topics = content.needs.topics.map((topic) => finnish(content, `needs.topics.${topic}`));
  const dynamic =
    from === undefined
      ? []
      : {
          topics,
          'needs-of-topic': ['valitun aiheen asiat'],
          proposals: ['viestistä kuullut asiat'],
          'also-heard': ['viestistä kuullut muut asiat'],
        }[from];
  const words = content.words['fi'] ?? {};
  return [
    ...dynamic,
    ...fixedIdsOf(step).map(
      (id) => words[`${flow.flow}.steps.${step.id}.options.${id}`] ?? words[`bot.options.${id}`] ?? id,
    ),
  ];
}

/** Why a sensitive question is asked, as the family hears it. */
export function whyWords(content: Content, flow: Flow, step: QuestionStep): string | undefined {
  return content.words['fi']?.[`${flow.flow}.steps.${step.id}.why`];
}

export function isAct(step: Flow['steps'][number]): step is Act {
  return !isQuestion(step) && step.kind !== 'group' && step.kind !== 'part';
}

function sentencesOf(words: string): string[] {
  return words.split(/(?<=[.?!]) /);
}

function finnish(content: Content, name: string): string {
  return content.say('fi')(name, { young: 'no', sure: 'yes', about: '…' });
}
