import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { conditionSchema } from '../../src/flow/condition';
import { flowSchema, stepsOf } from '../../src/flow/flow';
import { kindNames } from '../../src/flow/kinds/registry';
import { rules } from '../../src/flow/rules/registry';
import { openHome } from '../support/home';
import { messagesIn } from '../support/messages';
import { dataFolder, root } from '../support/root';

const manual = readFileSync(join(root, 'dialogs', 'README.md'), 'utf8');
const recipe = manual.slice(manual.indexOf('## Recipe:'));
const example = readFileSync(join(root, 'test', 'content', 'every-kind.yaml'), 'utf8');

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', inside = '']) => ({
    language,
    text: inside,
  }));
}

it('tells every message of the checker and of the proof', () => {
  const files = readdirSync(join(root, 'src', 'content')).map((name) => `src/content/${name}`);
  const messages = [...files, 'src/flow/prove.ts', 'src/flow/condition.ts', 'src/flow/fact.ts'].flatMap(messagesIn);
  expect(messages.length).toBeGreaterThan(45);
  expect([...new Set(messages)].filter((message) => !manual.includes(`\`${message}\``))).toEqual([]);
});

it('shows every kind and act as it stands in the living example', () => {
  const shown = blocksOf(manual.slice(manual.indexOf('## Kinds of question'), manual.indexOf('## Conditions')));
  const steps = shown.flatMap(({ text }) => parse(text) as { kind: string }[]);
  const kinds = new Set(steps.map((step) => step.kind));
  expect([...kinds].sort()).toEqual(
    [...kindNames, 'say', 'numbers', 'alarm', 'outcome', 'handoff', 'part', 'group'].sort(),
  );
  const living = stepsOf(flowSchema.parse(parse(example)));
  for (const step of steps) expect(living).toContainEqual(step);
});

it('shows conditions that can be read, and names every rule', () => {
  const table = manual.slice(manual.indexOf('## Conditions'), manual.indexOf('## Words'));
  const written = [...table.matchAll(/^\| `(\{ fact: [^`]+\})`/gm)].map(([, condition = '']) => condition);
  expect(written).toHaveLength(6);
  for (const one of written) conditionSchema.parse(parse(one));
  for (const rule of Object.keys(rules)) expect(table).toContain(`\`${rule}\``);
});

/** The lines that a block after a command says are printed; a list of problems ends in an exit code of one. */
function expectPrinted(printed: string, code: number | null, expected: string): void {
  for (const line of expected.split('\n').filter((one) => one.trim() !== '')) expect(printed).toContain(line.trim());
  expect({ printed, code }).toEqual({ printed, code: /^\d+ problems?$/m.test(expected) ? 1 : 0 });
}

it('has a recipe that works as it is written', () => {
  const home = openHome(['src', 'dialogs', 'locales', 'regions', 'docs/flows', 'package.json']);
  try {
    // The recipe writes the questions of games and screens anew: a need has one flow.
    for (const file of ['dialogs', 'locales/fi', 'locales/sv', 'locales/en'])
      rmSync(join(home.folder, file, 'gaming.yaml'));
    const blocks = blocksOf(recipe);
    expect(blocks.filter(({ language }) => language === 'sh')).toHaveLength(5);
    blocks.forEach(({ language, text }, index) => {
      if (language === 'yaml') {
        const file = /^# (\S+\.yaml)\n/.exec(text)?.[1] ?? '';
        expect(file).toMatch(/^(dialogs|locales\/[a-z]+)\/screens\.yaml$/);
        mkdirSync(dirname(join(home.folder, file)), { recursive: true });
        writeFileSync(join(home.folder, file), text.slice(text.indexOf('\n') + 1));
      }
      if (language !== 'sh') return;
      const ended = spawnSync('bash', ['-c', text], {
        cwd: home.folder,
        encoding: 'utf8',
        env: { ...process.env, DATA_FOLDER: dataFolder },
      });
      const next = blocks[index + 1];
      expect(next?.language).toBe('text');
      expectPrinted(ended.stdout, ended.status, next?.text ?? '');
    });
  } finally {
    home.close();
  }
}, 240_000);
