import { problemsText } from '../../src/content/problem';
import { withCopy, type Copy } from '../support/broken-content';

const separation = 'dialogs/separation.yaml';
const frame = 'dialogs/frame.yaml';
const region = 'regions/etela-pohjanmaa/region.yaml';
const swedish = 'locales/sv/separation.yaml';
const tooLong = 'Separationen övervägs men vi vet inte riktigt än';

interface Fault {
  readonly name: string;
  readonly spoil: (copy: Copy) => void;
  /** Where the problem is expected, in the file as it was spoilt. */
  readonly where: (copy: Copy) => { file: string; line: number; column: number };
  readonly message: string | RegExp;
  readonly hint?: string;
  /** Other problems truly follow from this one: words of the old name are missing under the new. */
  readonly more?: true;
}

const faults: readonly Fault[] = [
  {
    name: 'a name that stands twice',
    spoil: (copy) => copy.change(separation, '    kind: choice\n', '    kind: choice\n    kind: choices\n'),
    where: (copy) => copy.placeOf(separation, 'kind: choices'),
    message: /unique/,
    hint: 'the same name stands twice here; keep one of them',
  },
  {
    name: 'a misspelt kind',
    spoil: (copy) => copy.change(separation, 'kind: choice\n', 'kind: choise\n'),
    where: (copy) => copy.placeOf(separation, 'choise'),
    message: '"choise" is not a kind',
    hint: 'did you mean choice?',
  },
  {
    name: 'a misspelt fact in a condition',
    spoil: (copy) => copy.change(frame, '{ fact: topic,', '{ fact: topik,'),
    where: (copy) => copy.placeOf(frame, 'topik'),
    message: 'no step asks for "topik"',
    hint: 'did you mean topic?',
  },
  {
    name: 'a misspelt rule in a condition',
    spoil: (copy) => copy.change(frame, 'rule: wants-person', 'rule: wants-persn'),
    where: (copy) => copy.placeOf(frame, 'wants-persn'),
    message: 'there is no rule "wants-persn"',
    hint: 'did you mean wants-person?',
  },
  {
    name: 'a condition named nowhere',
    spoil: (copy) => copy.change(frame, 'until: { named: person-now }', 'until: { named: persn-now }'),
    where: (copy) => copy.placeOf(frame, 'persn-now'),
    message: 'this flow has no condition "persn-now"',
    hint: 'did you mean person-now?',
  },
  {
    name: 'a region that speaks a language without words',
    spoil: (copy) => copy.change(region, 'languages: [fi, sv, en,', 'languages: [fi, sw, en,'),
    where: (copy) => copy.placeOf(region, 'sw, en'),
    message: 'there are no words in "sw"',
    hint: 'did you mean sv?',
  },
  {
    name: 'a variant that is offered before its guidance set is complete',
    spoil: (copy) => {
      copy.change('locales/fi-x-selko/plain.yaml', 'gone: Keskustelu on poistettu\n', '');
      copy.change(
        'regions/keski-uusimaa/region.yaml',
        'languages: [fi, sv, en, fi-x-selko]',
        'languages: [fi, sv, en]',
      );
    },
    where: (copy) => copy.placeOf(region, 'fi-x-selko'),
    message: '"fi-x-selko" is offered, but its guidance set lacks 1 words',
    hint: 'the first is plain.gone; a language is offered when its guidance set is complete',
  },
  {
    name: 'a region that does not speak what the law asks of it',
    spoil: (copy) => copy.change(region, 'mandatory-languages: [fi]', 'mandatory-languages: [fi, se]'),
    where: (copy) => copy.placeOf(region, 'se]'),
    message: '"se" is asked by law but not spoken here',
  },
  {
    name: 'a text that one language lacks',
    spoil: (copy) => copy.change(swedish, '    row: I vilket skede\n', ''),
    where: (copy) => copy.placeOf(swedish, 'separation-stage'),
    message: 'sv has no words for separation.steps.separation-stage.row',
    hint: 'write them in locales/sv/separation.yaml',
  },
  {
    name: 'a text that Finnish lacks',
    spoil: (copy) => copy.change(swedish, '    row: I vilket skede\n', '    row: I vilket skede\n    extra: Hej\n'),
    where: (copy) => copy.placeOf(swedish, 'Hej'),
    message: 'separation.steps.separation-stage.extra is in sv but not in fi',
  },
  {
    name: 'a place in a text that differs from Finnish',
    spoil: (copy) => copy.change('locales/en/bot.yaml', '{speaksFor}', '{speaker}'),
    where: (copy) => copy.placeOf('locales/en/bot.yaml', "'", 'first:'),
    message: 'bot.greeting.first has the places {speaker} but fi has {speaksFor}',
    hint: 'use the same places in every language',
  },
  {
    name: 'a place in a text that was never closed',
    spoil: (copy) => copy.change('locales/en/bot.yaml', '{speaksFor}', '{speaksFor'),
    where: (copy) => copy.placeOf('locales/en/bot.yaml', "'", 'first:'),
    message: /^bot\.greeting\.first cannot be read/,
    hint: 'places are written {likeThis}',
  },
  {
    name: 'a need that is not in the list',
    spoil: (copy) => copy.change(separation, 'needs: [separation]', 'needs: [separatoin]'),
    where: (copy) => copy.placeOf(separation, 'separatoin'),
    message: 'there is no need "separatoin"',
    hint: 'did you mean separation?',
  },
  {
    name: 'example phrases of a need that is not in the list',
    spoil: (copy) => copy.change('locales/fi/needs/separation.yaml', 'need: separation', 'need: separatio'),
    where: (copy) => copy.placeOf('locales/fi/needs/separation.yaml', 'separatio'),
    message: 'there is no need "separatio"',
    hint: 'did you mean separation?',
  },
  {
    name: 'a need of two flows',
    spoil: (copy) => copy.change(separation, 'needs: [separation]', 'needs: [separation, child_sleep]'),
    where: (copy) => copy.placeOf(separation, 'child_sleep'),
    message: 'the need child_sleep already belongs to the flow child-sleep',
    hint: 'a need has one flow',
  },
  {
    name: 'a need under a topic that is not in the list',
    spoil: (copy) =>
      copy.change('dialogs/needs.yaml', 'slug: vauva, topic: small-child', 'slug: vauva, topic: smal-child'),
    where: (copy) => copy.placeOf('dialogs/needs.yaml', 'smal-child'),
    message: 'there is no topic "smal-child"',
    hint: 'did you mean small-child?',
  },
  {
    name: 'a part that points nowhere',
    spoil: (copy) => copy.change(frame, 'flow: contact\n', 'flow: contakt\n'),
    where: (copy) => copy.placeOf(frame, 'contakt'),
    message: 'there is no flow "contakt"',
    hint: 'did you mean contact?',
  },
  {
    name: 'a flow that is a part of itself',
    spoil: (copy) =>
      copy.change('dialogs/contact.yaml', 'steps:\n', 'steps:\n  - { id: again, kind: part, flow: contact }\n'),
    where: (copy) => copy.placeOf('dialogs/contact.yaml', '{ id: again'),
    message: 'flows go in a circle: frame → contact → contact',
    hint: 'a flow may not be a part of itself',
  },
  {
    name: 'flows that go round through a need',
    spoil: (copy) => copy.change(separation, 'steps:\n', 'steps:\n  - { id: again, kind: part, flow: frame }\n'),
    where: (copy) => copy.placeOf(separation, '{ id: again'),
    message: 'flows go in a circle: frame → separation → frame',
    hint: 'a flow may not be a part of itself',
  },
  {
    name: 'two steps of one name',
    spoil: (copy) => copy.change(separation, 'id: separation-children', 'id: separation-stage'),
    where: (copy) => copy.placeOf(separation, 'separation-stage', 'separation-stage\n    # Left out'),
    message: 'a second step is called separation-stage',
    hint: 'each step of a flow has its own id',
    more: true,
  },
  {
    name: 'a flow that is not called as its file',
    spoil: (copy) => copy.change(separation, 'flow: separation', 'flow: parting'),
    where: (copy) => copy.placeOf(separation, 'parting'),
    message: 'the flow is called parting, its file dialogs/separation.yaml',
    hint: 'name them alike',
    more: true,
  },
  {
    name: 'a button of more than 40 letters',
    spoil: (copy) => copy.change(swedish, 'planning: Separationen övervägs', `planning: ${tooLong}`),
    where: (copy) => copy.placeOf(swedish, tooLong),
    message: `"${tooLong}" is ${tooLong.length} characters`,
    hint: 'a button has at most 40',
  },
  {
    name: 'a topic, which is a button too, of more than 40 letters',
    spoil: (copy) => copy.change('locales/fi/needs.yaml', 'Vauva tai pieni lapsi', tooLong),
    where: (copy) => copy.placeOf('locales/fi/needs.yaml', tooLong),
    message: `"${tooLong}" is ${tooLong.length} characters`,
    hint: 'a button has at most 40',
  },
  {
    name: 'a municipality that is not in Finland',
    spoil: (copy) => copy.change(region, '[seinajoki, isokyro]', '[seinajoki, isokyri]'),
    where: (copy) => copy.placeOf(region, 'isokyri'),
    message: 'there is no municipality "isokyri"',
    hint: 'did you mean isokyro?',
  },
  {
    name: 'a line for an area that the region does not have',
    spoil: (copy) => copy.change(region, 'areas: [seinajoki, suupohja', 'areas: [seinajoki, suupohjaa'),
    where: (copy) => copy.placeOf(region, 'suupohjaa'),
    message: 'there is no area "suupohjaa"',
    hint: 'did you mean suupohja?',
  },
  {
    name: 'hours that are written otherwise',
    spoil: (copy) => copy.change(region, "'09:00-15:00'", "'9-15'"),
    where: (copy) => copy.placeOf(region, "'9-15'"),
    message: 'a period is written 09:00-11:00',
  },
  {
    name: 'a second service of one name',
    spoil: (copy) =>
      copy.change('regions/etela-pohjanmaa/services.yaml', 'id: lasten-ja-nuorisopsykiatria', 'id: lastensuojelu'),
    where: (copy) =>
      copy.placeOf(
        'regions/etela-pohjanmaa/services.yaml',
        'lastensuojelu',
        "lastensuojelu\n    name:\n      { fi: 'Lasten- ja",
      ),
    message: 'a second service is called lastensuojelu',
  },
  {
    name: 'an empty file',
    spoil: (copy) => copy.write(separation, ''),
    where: () => ({ file: separation, line: 1, column: 1 }),
    message: 'the file is empty',
  },
  {
    name: 'a file with nothing but a comment',
    spoil: (copy) => copy.write(separation, '# to be written\n'),
    where: () => ({ file: separation, line: 1, column: 1 }),
    message: 'the file is empty',
  },
  {
    name: 'a setting of a step that is not known',
    spoil: (copy) => copy.change(separation, '    options: [planning', '    optons: [planning'),
    where: (copy) => copy.placeOf(separation, 'optons'),
    message: '"optons" is not known here',
    hint: 'did you mean options?',
  },
  {
    name: 'an option in a condition that its question does not offer',
    spoil: (copy) => copy.change(frame, 'one-of: [professional,', 'one-of: [profesional,'),
    where: (copy) => copy.placeOf(frame, 'profesional'),
    message: /"profesional"/,
    hint: 'did you mean professional?',
  },
  {
    name: 'a condition that names itself',
    spoil: (copy) => copy.change(frame, 'conditions:\n', 'conditions:\n  round: { not: { named: round } }\n'),
    where: (copy) => copy.placeOf(frame, 'round', 'round: {'),
    message: /circle/,
  },
  {
    name: 'a flow without its owner',
    spoil: (copy) => copy.change('dialogs/contact.yaml', 'owner: perhekeskuskoordinaattori\n', ''),
    where: (copy) => copy.placeOf('dialogs/contact.yaml', 'flow: contact'),
    message: /"owner" is missing/,
  },
  {
    name: 'a first flow that breaks its shape',
    spoil: (copy) => copy.change(frame, '{ fact: topic, one-of:', '{ fact: topic, is: other, one-of:'),
    where: (copy) => copy.placeOf(frame, 'not:', 'not: { fact: topic, is'),
    message: /^a fact is compared with exactly one of/,
  },
  {
    name: 'a text that is a number',
    spoil: (copy) => copy.change(swedish, 'row: I vilket skede', 'row: 5'),
    where: (copy) => copy.placeOf(swedish, '5', 'row: 5'),
    message: /./,
  },
  {
    name: 'a list of needs that is empty',
    spoil: (copy) => copy.write('dialogs/needs.yaml', ''),
    where: () => ({ file: 'dialogs/needs.yaml', line: 1, column: 1 }),
    message: 'the file is empty',
  },
  {
    name: 'a region without its services',
    spoil: (copy) => copy.remove('regions/etela-pohjanmaa/services.yaml'),
    where: () => ({ file: 'regions/etela-pohjanmaa/services.yaml', line: 1, column: 1 }),
    message: /missing/,
  },
];

const expected = ({ where, message, hint }: Fault, copy: Copy): unknown =>
  expect.objectContaining({
    ...where(copy),
    message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    ...(hint === undefined ? {} : { hint }),
  });

test.each(faults.filter(({ more }) => !more))('$name is told at its place, and nothing else', (fault) => {
  withCopy((copy) => {
    fault.spoil(copy);
    expect(copy.problems()).toEqual([expected(fault, copy)]);
  });
});

test.each(faults.filter(({ more }) => more))('$name is told at its place', (fault) => {
  withCopy((copy) => {
    fault.spoil(copy);
    expect(copy.problems()).toContainEqual(expected(fault, copy));
  });
});

test('a tab is told first where it stands, with what to write instead', () => {
  withCopy((copy) => {
    copy.change(separation, '    kind: choice\n', '\tkind: choice\n');
    const [first] = copy.problems();
    expect(first).toMatchObject({
      ...copy.placeOf(separation, '\tkind'),
      hint: 'indent with spaces; YAML does not allow tabs there',
    });
    expect(copy.problems().every(({ file }) => file === separation)).toBe(true);
  });
});

test('a file written on Windows is told at the same place, without its line ends', () => {
  withCopy((copy) => {
    copy.change(separation, 'kind: choice\n', 'kind: choise\n');
    const unix = copy.problems();
    copy.write(separation, copy.read(separation).replaceAll('\n', '\r\n'));
    expect(copy.problems()).toEqual(unix);
  });
});

test('all problems of all files are told at once', () => {
  withCopy((copy) => {
    const together = faults.filter(({ name }) =>
      [
        'a misspelt kind',
        'a misspelt rule in a condition',
        'a place in a text that differs from Finnish',
        'a municipality that is not in Finland',
        'a second service of one name',
        'example phrases of a need that is not in the list',
      ].includes(name),
    );
    expect(together).toHaveLength(6);
    for (const { spoil } of together) spoil(copy);
    const found = copy.problems();
    for (const fault of together) expect(found).toContainEqual(expected(fault, copy));
    expect(found).toHaveLength(6);
  });
});

test('a problem shows the line as written, a caret under the place, and the hint', () => {
  withCopy((copy) => {
    copy.change(separation, 'kind: choice\n', 'kind: choise\n');
    const { line } = copy.placeOf(separation, 'choise');
    expect(problemsText(copy.problems())).toBe(
      [
        `dialogs/separation.yaml:${line}:11 "choise" is not a kind`,
        '        kind: choise',
        '              ^',
        '    did you mean choice?',
      ].join('\n'),
    );
  });
});
