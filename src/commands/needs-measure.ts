import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { loadContent } from '../content/load';
import type { Content } from '../content/content';
import { readSource } from '../content/source';
import { dangerListener } from '../need/danger-sense';
import { naturalBayes } from '../need/bayes';
import { needsLesson, openLearned, type Learned } from '../need/learned';
import { accuracyOf, calibrationOf, confusionsOf, shareOf, type Judged } from '../need/measure';
import { run } from './arguments';

const root = join(__dirname, '..', '..');
const heldBack = join(root, 'test', 'need', 'held-back');

const messagesSchema = z.object({
  messages: z.array(
    z.object({ need: z.string(), voice: z.string(), text: z.string(), also: z.array(z.string()).optional() }),
  ),
});
const dangerSchema = z.object({
  messages: z.array(z.object({ lang: z.string(), kind: z.string(), level: z.string(), text: z.string() })),
  'look-alikes': z.array(z.object({ lang: z.string(), text: z.string() })),
  'out-of-scope': z.array(z.object({ lang: z.string(), text: z.string() })),
});

interface Message {
  readonly lang: string;
  readonly need: string;
  readonly voice: string;
  readonly text: string;
}

type Guess = (text: string, language: string) => Promise<Judged['guesses']> | Judged['guesses'];

const outOfScope = 'out_of_scope';
const percent = (share: number): string => (100 * share).toFixed(1).padStart(6);
const print = (line = ''): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run needs:measure`: how well held-back messages are understood, in each language and voice, beside natural's Bayes and nlp.js
 * on the same phrases and messages; then danger. The messages are never trained on (test/need/held-back/README.md).
 */
async function main(): Promise<void> {
  const content = loadContent(root);
  const before = heldMegabytes();
  const learned = openLearned(content, process.env['DATA_FOLDER'] ?? join(root, 'data'), (examples) =>
    print(`learning from ${examples} examples …`),
  );
  const held = heldMegabytes() - before;
  const danger = dangerSchema.parse(written('danger.yaml'));
  const messages = [
    ...content.languages.flatMap((lang) => messagesOf(lang)),
    ...danger['out-of-scope'].map((one): Message => ({ ...one, need: outOfScope, voice: outOfScope })),
  ];
  const ours = await judge(messages, (text) => learned.needs.guesses(text));
  print(
    `${messages.length} held-back messages, ${Object.values(content.phrases).flatMap((needs) => Object.values(needs).flat()).length} training phrases`,
  );
  print();
  print('                          messages  top-1  top-3  macro-F1');
  const row = (name: string, judged: readonly Judged[]): void => {
    const found = accuracyOf(judged);
    print(
      `${name.padEnd(26)} ${String(found.count).padStart(7)} ${percent(found.top1)} ${percent(found.top3)} ${percent(found.macroF1)}`,
    );
  };
  const inScope = ours.judged.filter((one) => one.need !== outOfScope);
  row('all needs', ours.judged);
  for (const lang of content.languages) {
    const mine = ours.judged.filter((one) => one.lang === lang && one.need !== outOfScope);
    row(lang, mine);
    for (const voice of [...new Set(mine.map((one) => one.voice))].sort())
      row(
        `  ${lang} ${voice}`,
        mine.filter((one) => one.voice === voice),
      );
  }
  const others = ours.judged.filter((one) => one.need === outOfScope);
  const caught = others.filter((one) => one.guesses[0]?.need === outOfScope).length;
  const refused = inScope.filter((one) => one.guesses[0]?.need === outOfScope).length;
  print(
    `out of scope caught ${percent(shareOf(caught, others.length))} % (goal 85), in-scope refused ${percent(shareOf(refused, inScope.length))} % (goal 4 at most)`,
  );
  const { bins, error } = calibrationOf(ours.judged);
  print(`expected calibration error ${error.toFixed(3)} (goal 0.05 at most)`);
  for (const bin of bins.filter(({ count }) => count > 0))
    print(
      `  confidence ${bin.from.toFixed(1)}–${(bin.from + 0.1).toFixed(1)}: ${String(bin.count).padStart(4)} messages, said ${percent(bin.confidence)} %, right ${percent(bin.right)} %`,
    );
  print('most frequent confusions:');
  for (const [what, count] of confusionsOf(ours.judged).slice(0, 12)) print(`  ${count} ${what}`);
  print();
  print(`memory of what was learned ${held.toFixed(0)} MB (goal 40 at most)`);
  print('beside others              top-1  top-3  µs a message');
  const beside = (name: string, found: Measured): void => {
    const { top1, top3 } = accuracyOf(found.judged);
    print(`${name.padEnd(26)} ${percent(top1)} ${percent(top3)} ${found.micros.toFixed(0).padStart(8)}`);
  };
  beside('Luotsi', ours);
  beside('natural Bayes, as it comes', await judge(messages, naturalBayes(needsLesson(content))));
  const nlp = await nlpjs(content);
  if (nlp) beside('nlp.js', await judge(messages, nlp));
  else print('nlp.js: not installed (npm ci --prefix test/peers --ignore-scripts)');
  print();
  dangerTable(content, learned, danger);
}

/** Memory in use after collection, with the buffers outside the heap. */
function heldMegabytes(): number {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_000_000;
}

function messagesOf(lang: string): Message[] {
  const name = `${lang}.yaml`;
  if (!existsSync(join(heldBack, name))) return [];
  return messagesSchema.parse(written(name)).messages.map((one) => ({ ...one, lang }));
}

function written(name: string): unknown {
  return readSource(name, readFileSync(join(heldBack, name), 'utf8')).data;
}

interface Measured {
  readonly judged: readonly (Judged & Message)[];
  readonly micros: number;
}

async function judge(messages: readonly Message[], guess: Guess): Promise<Measured> {
  const judged: (Judged & Message)[] = [];
  const began = performance.now();
  for (const one of messages) judged.push({ ...one, guesses: await guess(one.text, one.lang) });
  return { judged, micros: ((performance.now() - began) * 1000) / messages.length };
}

/** nlp.js from the peers' own install, with its own languages; nothing when it is not there. */
async function nlpjs(content: Content): Promise<Guess | undefined> {
  const peers = join(root, 'test', 'peers', 'package.json');
  try {
    const from = createRequire(peers);
    const { containerBootstrap } = from('@nlpjs/core') as { containerBootstrap: () => Promise<Container> };
    const { Nlp } = from('@nlpjs/nlp') as { Nlp: new (settings: object) => NlpManager };
    const container = await containerBootstrap();
    for (const [name, lang] of [
      ['LangFi', 'fi'],
      ['LangSv', 'sv'],
      ['LangEn', 'en'],
    ] as const)
      container.use((from(`@nlpjs/lang-${lang}`) as Record<string, unknown>)[name]);
    const nlp = new Nlp({ container, autoSave: false, languages: ['fi', 'sv', 'en'], nlu: { log: false } });
    for (const [lang, needs] of Object.entries(content.phrases))
      for (const [need, phrases] of Object.entries(needs))
        phrases.forEach((phrase) => nlp.addDocument(lang, phrase, need));
    await nlp.train();
    return async (text, lang) =>
      ((await nlp.process(lang, text)).classifications ?? []).map(({ intent, score }) => ({
        need: intent,
        confidence: score,
      }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

interface Container {
  use(plugin: unknown): void;
}
interface NlpManager {
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(language: string, text: string): Promise<{ classifications?: { intent: string; score: number }[] }>;
}

function dangerTable(
  content: Content,
  learned: Learned,
  { messages, 'look-alikes': lookAlikes }: z.output<typeof dangerSchema>,
): void {
  const hears = dangerListener(content, learned);
  const level = (text: string): string => hears(text)?.level ?? 'none';
  const isCard = (one: string): boolean => one === 'emergency' || one === 'urgent';
  print(
    'danger          heard  card of emergencies  false card  card or question on look-alikes   (goals 97, 90, 3, 13)',
  );
  for (const lang of [...content.languages, 'all']) {
    const mine = messages
      .filter((one) => lang === 'all' || one.lang === lang)
      .map((one) => ({ ...one, got: level(one.text) }));
    const alike = lookAlikes.filter((one) => lang === 'all' || one.lang === lang).map((one) => level(one.text));
    const emergencies = mine.filter((one) => one.level === 'emergency');
    print(
      `${lang.padEnd(12)} ${percent(shareOf(mine.filter((one) => one.got !== 'none').length, mine.length))} % ${percent(shareOf(emergencies.filter((one) => isCard(one.got)).length, emergencies.length)).padStart(18)} % ${percent(shareOf(alike.filter(isCard).length, alike.length)).padStart(10)} % ${percent(shareOf(alike.filter((one) => one !== 'none').length, alike.length)).padStart(20)} %`,
    );
  }
}

run(main);
