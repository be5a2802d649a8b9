import { readContent } from '../../src/content/load';
import { problemsText, type Problem } from '../../src/content/problem';
import { proveContent } from '../../src/content/proof';
import { processorTime } from '../support/processor-time';
import { withCopy, type Copy } from '../support/broken-content';

const separation = 'dialogs/separation.yaml';
const region = 'regions/etela-pohjanmaa/region.yaml';
const services = 'regions/etela-pohjanmaa/services.yaml';

interface Wicked {
  readonly name: string;
  readonly spoil: (copy: Copy) => void;
  readonly where: (copy: Copy) => { file: string; line: number; column: number };
  readonly message: string;
  readonly hint: string;
}

const quoted = 'write it in quotation marks, so that it is read as it stands';

const wicked: readonly Wicked[] = [
  {
    name: 'a telephone number that YAML reads as a number',
    spoil: (copy) => copy.change(region, "phone: '112'", 'phone: 00112'),
    where: (copy) => copy.placeOf(region, '00112'),
    message: 'this should be words, not a number',
    hint: quoted,
  },
  {
    name: 'an option that YAML reads as true',
    spoil: (copy) => copy.change(separation, '[planning,', '[true, planning,'),
    where: (copy) => copy.placeOf(separation, 'true'),
    message: 'this should be words, not true or false',
    hint: quoted,
  },
  {
    name: 'a label that is a number',
    spoil: (copy) => copy.change('locales/fi/separation.yaml', 'planning: ', 'planning: 00100 #'),
    where: (copy) => copy.placeOf('locales/fi/separation.yaml', '00100'),
    message: 'this should be words, not a number',
    hint: quoted,
  },
  {
    name: 'steps under a misspelt name',
    spoil: (copy) => copy.change(separation, 'steps:', 'stepz:'),
    where: (copy) => copy.placeOf(separation, 'stepz'),
    message: '"stepz" is not known here',
    hint: 'did you mean steps?',
  },
  {
    name: 'words under a misspelt step',
    spoil: (copy) => copy.change('locales/sv/separation.yaml', '  separation-stage:', '  separation-stgae:'),
    where: (copy) => copy.placeOf('locales/sv/separation.yaml', "'", "ask: '"),
    message: 'separation.steps.separation-stgae.ask is in sv but not in fi',
    hint: 'did you mean separation.steps.separation-stage.ask?',
  },
  {
    name: 'conditions that lead to each other in a circle',
    spoil: (copy) =>
      copy.change(
        'dialogs/newcomers.yaml',
        'steps:\n',
        'conditions:\n  hen: { named: egg }\n  egg: { named: hen }\nsteps:\n',
      ),
    where: (copy) => copy.placeOf('dialogs/newcomers.yaml', 'hen:'),
    message: 'the condition hen goes in a circle',
    hint: 'it may not name itself',
  },
  {
    name: 'flows that lead to each other in a circle',
    spoil: (copy) => copy.change('dialogs/young.yaml', 'steps:\n', 'steps:\n  - { id: up, kind: part, flow: frame }\n'),
    where: (copy) => copy.placeOf('dialogs/young.yaml', '{ id: up'),
    message: 'flows go in a circle: frame → young → frame',
    hint: 'a flow may not be a part of itself',
  },
  {
    name: 'a language that a region promises and nobody has written',
    spoil: (copy) => copy.change(region, 'languages: [fi, sv, en,', 'languages: [fi, sv, en, ar,'),
    where: (copy) => copy.placeOf(region, 'ar,'),
    message: 'there are no words in "ar"',
    hint: 'one of: en, fi, sv',
  },
  {
    name: 'a need that a service names and is not there',
    spoil: (copy) => copy.change(services, 'needs: [', 'needs: [child_slep, '),
    where: (copy) => copy.placeOf(services, 'child_slep'),
    message: 'there is no need "child_slep"',
    hint: 'did you mean child_sleep?',
  },
  {
    name: 'a line for a need that is not there',
    spoil: (copy) => copy.change(region, 'needs: [', 'needs: [separatoin, '),
    where: (copy) => copy.placeOf(region, 'separatoin'),
    message: 'there is no need "separatoin"',
    hint: 'did you mean separation?',
  },
  {
    name: 'a flow that does not say its name',
    spoil: (copy) => copy.change(separation, 'flow: separation\n', ''),
    where: (copy) => copy.placeOf(separation, 'owner'),
    message: '"flow" is missing',
    hint: 'add a line that begins with flow:',
  },
  {
    name: 'a file without a name',
    spoil: (copy) => copy.write('dialogs/.yaml', copy.read('dialogs/general.yaml').replace('since', 'how-long')),
    where: (copy) => copy.placeOf('dialogs/.yaml', 'general', 'flow: general'),
    message: 'the flow is called general, its file dialogs/.yaml',
    hint: 'name them alike',
  },
  {
    name: 'a list where one name is enough',
    spoil: (copy) => copy.change(separation, 'kind: choice\n', 'kind: choice\n    fact: [one, two]\n'),
    where: (copy) => copy.placeOf(separation, 'fact: [one'),
    message: 'this should be words, not a list',
    hint: 'write one of them, without brackets',
  },
  {
    name: 'words that nobody has written yet',
    spoil: (copy) => copy.change('locales/sv/separation.yaml', "ask: '", "ask: '…skriv här… "),
    where: (copy) => copy.placeOf('locales/sv/separation.yaml', "'", "ask: '"),
    message: 'separation.steps.separation-stage.ask is still to be written in sv',
    hint: expect.stringContaining('…skriv här…') as string,
  },
];

const isPlaced = ({ file, line, column }: Problem): boolean => file !== '' && line >= 1 && column >= 1;

test.each(wicked)('$name is told at its place, with what would help', ({ spoil, where, message, hint }) => {
  withCopy((copy) => {
    spoil(copy);
    const problems = copy.problems();
    expect(problems).toContainEqual(expect.objectContaining({ ...where(copy), message, hint }));
    expect(problems.every(isPlaced)).toBe(true);
    expect(problemsText(problems)).not.toMatch(/\n\s+at .*:\d+:\d+\)?$/m);
  });
});

test('no and yes without quotation marks are words here, whatever an older YAML made of them', () => {
  withCopy((copy) => {
    copy.change('dialogs/contact.yaml', "options: ['yes', 'no']", 'options: [yes, no]');
    expect(problemsText(copy.problems())).toBe('');
  });
});

test('a word file that is gone is told word for word, at the steps that call for them', () => {
  withCopy((copy) => {
    copy.remove('locales/en/separation.yaml');
    const problems = copy.problems();
    expect(problems.every(isPlaced)).toBe(true);
    expect(problems).toContainEqual(
      expect.objectContaining({
        ...copy.placeOf(separation, 'id: separation-stage'),
        message: 'en has no words for separation.steps.separation-stage.ask',
        hint: 'write them in locales/en/separation.yaml',
      }),
    );
  });
});

test('a flow of 2,000 steps is read, checked and proved in a bounded time', () => {
  const took = processorTime(() =>
    withCopy((copy) => {
      const ids = Array.from({ length: 2000 }, (_, index) => `step-${index}`);
      copy.write(
        'dialogs/general.yaml',
        `flow: general\nowner: nobody\napproved-by: null\napproved-at: null\nsteps:\n${ids.map((id) => `  - { id: ${id}, kind: say }\n`).join('')}`,
      );
      for (const language of ['fi', 'sv', 'en'])
        copy.write(
          `locales/${language}/general.yaml`,
          `approved-by: null\napproved-at: null\nsteps:\n${ids.map((id) => `  ${id}: { say: Hei }\n`).join('')}`,
        );
      const { content, problems } = readContent(copy.folder);
      expect(problemsText(problems)).toBe('');
      if (!content) throw new Error('nothing was read');
      expect(proveContent(content).flaws).toEqual([]);
      // The same with a language that has none of the words: two thousand problems, each with its place.
      copy.write('locales/sv/general.yaml', 'approved-by: null\napproved-at: null\nsteps: {}\n');
      expect(copy.problems()).toHaveLength(2000);
    }),
  );
  // Quadratic would be hours; this is many times what it takes.
  expect(took).toBeLessThan(180_000);
}, 240_000);
