import type { Content } from '../content/content';
import type { Facts } from '../flow/fact';
import type { Reader } from '../flow/kind';
import type { Region } from '../region/region';
import { ageIn } from './ages';
import { contactIn, optionIn, optionsIn } from './answers';
import type { Guess, NeedClassifier } from './classifier';
import type { Heard } from './danger';
import { dangerListener } from './danger-sense';
import { wordsOf } from './features';
import type { Learned } from './learned';
import { languageGuess, type LanguageGuess } from './language';
import { otherLanguage, type OtherLanguage } from './other-language';
import { placeFinder } from './places';
import { redactor, type Redact } from './redact';

/** Everything that understands words, made once from the content and the trained classifier. */
export interface Listener {
  danger(text: string): Heard | undefined;
  language: LanguageGuess;
  /** A language that is not offered, when a text is clearly written in one. */
  otherLanguage: OtherLanguage;
  /** Masks what tells who somebody is; the public numbers of the content stay. */
  redact: Redact;
  reader(region: Region): Reader;
}

/**
 * When a need is proposed alone, and not with two others: likely by itself, or far likelier than the next. The family confirms
 * either way; on phrases held back from the training about two thirds of these proposals were right.
 */
function isSure(best: Guess, second: Guess | undefined): boolean {
  return (
    best.confidence >= likelyFrom || (best.confidence >= thinFrom && best.confidence > 3 * (second?.confidence ?? 0))
  );
}

const likelyFrom = 0.5;
const thinFrom = 0.25;
const alsoFrom = 0.4;

export function makeListener(content: Content, learned: Learned): Listener {
  const language = languageGuess(content);
  const findPlace = placeFinder(content.municipalities.municipalities);
  const redact = redactor(publicNumbers(content));
  const needs = new Set(content.needs.needs.map((need) => need.id));
  return {
    danger: dangerListener(content, learned),
    language,
    otherLanguage: otherLanguage(content, language),
    redact,
    reader: (region) => ({
      option: optionIn,
      options: optionsIn,
      number: ageIn,
      contact: contactIn,
      words: (text) => redact(text).text,
      isNeed: (id) => needs.has(id),
      place: (text) => placeFacts(findPlace(text), region),
      story: (text) => storyFacts(text, learned.needs, redact),
    }),
  };
}

/** Every number that a region or the nation shows to families. */
function publicNumbers(content: Content): string[] {
  const regions = Object.values(content.regions);
  const lines = regions.flatMap((region) => [...region.lines, ...region.emergency]);
  return [...content.nationalLines, ...lines].map((line) => line.phone);
}

function placeFacts(place: ReturnType<ReturnType<typeof placeFinder>>, region: Region): Facts | undefined {
  if (!place) return undefined;
  return {
    municipality: place.id,
    county: place.county,
    'place-is': place.county === region.county ? 'here' : 'elsewhere',
  };
}

/** What a story seems to be about: needs in the order of likelihood, whether the first is sure, and other matters heard in it. */
function storyFacts(text: string, classifier: NeedClassifier, redact: Redact): Facts | 'greeting' | undefined {
  const words = wordsOf(text);
  if (words.length === 0 || !/\p{L}{2}/u.test(text)) return undefined;
  const heard = redact(text).text;
  const guesses = classifier.guesses(heard);
  const best = guesses[0];
  if (!best) return { proposed: [], sure: 'no' };
  const sure = isSure(best, guesses[1]);
  if (best.need === 'greeting_smalltalk' && sure && words.length <= 8) return 'greeting';
  const likely = guesses.filter((guess) => guess.need !== 'greeting_smalltalk' && guess.need !== 'out_of_scope');
  if (best.need === 'out_of_scope' && sure) return { proposed: ['out_of_scope', ...names(likely, 2)], sure: 'yes' };
  const also = alsoHeard(heard, classifier, likely[0]);
  return {
    proposed: names(besideFirst(likely), 3),
    sure: sure && best.need === likely[0]?.need ? 'yes' : 'no',
    ...(also.length > 0 ? { 'heard-also': also } : {}),
  };
}

/** A colleague's matter is proposed when it is the likeliest; beside a family's own it only puzzles. */
function besideFirst(likely: readonly Guess[]): readonly Guess[] {
  return likely.filter((guess, index) => index === 0 || guess.need !== 'official_contact');
}

function names(guesses: readonly Guess[], most: number): string[] {
  return guesses.slice(0, most).map((guess) => guess.need);
}

/** Ways of dealing, not matters: a family is not asked whether its matter is also one of these. */
const notBeside = [
  'greeting_smalltalk',
  'out_of_scope',
  'human_request',
  'official_contact',
  'service_information',
  'appointment_change',
  'feedback_complaint',
];

/** Sentences that are surely about something else than the whole message is. */
export function alsoHeard(text: string, classifier: NeedClassifier, best: Guess | undefined): string[] {
  const sentences = text
    .split(/[.!?\n]+|\bja lisäksi\b|\bdessutom\b|\balso\b/iu)
    .filter((sentence) => wordsOf(sentence).length >= 2);
  if (sentences.length < 2) return [];
  const others = sentences.slice(0, 12).flatMap((sentence) => {
    const first = classifier.guesses(sentence)[0];
    const real = first && first.confidence >= alsoFrom && first.need !== best?.need && !notBeside.includes(first.need);
    return real ? [first.need] : [];
  });
  return [...new Set(others)].slice(0, 3);
}
