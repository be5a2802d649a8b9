import { loadContent, readContent } from '../../src/content/load';
import { ContentError, problemsText } from '../../src/content/problem';
import { flowNamed } from '../../src/content/content';
import { commandNames } from '../../src/conversation/contract';
import { isQuestion, stepsOf } from '../../src/flow/flow';
import { withCopy } from '../support/broken-content';
import { theContent } from '../support/house';
import { root } from '../support/root';

describe('the content of the house', () => {
  test('is sound: nothing is wrong with any flow, word or region', () => {
    expect(problemsText(readContent(root).problems)).toBe('');
  });

  test('speaks every language that an open region promises', () => {
    const content = theContent();
    for (const region of Object.values(content.regions).filter((one) => one.open))
      for (const language of region.languages)
        expect([...content.languages, ...Object.keys(content.variants)]).toContain(language);
  });

  test('hears danger and every need in every language it speaks', () => {
    const content = theContent();
    for (const language of content.languages) {
      expect(content.danger[language]?.rules.length).toBeGreaterThan(0);
      expect(Object.keys(content.phrases[language] ?? {}).sort()).toEqual(
        content.needs.needs.map((one) => one.id).sort(),
      );
    }
  });

  test('names every command of the contract in every language', () => {
    const content = theContent();
    for (const language of content.languages)
      for (const command of commandNames) expect(content.say(language)(`bot.commands.${command}.label`)).not.toBe('');
  });

  test('finds a flow and a municipality by name, and says when there is none', () => {
    const content = theContent();
    expect(flowNamed(content, 'frame')?.flow).toBe('frame');
    expect(flowNamed(content, 'nowhere')).toBeUndefined();
    expect(content.municipality('seinajoki')?.fi).toBe('Seinäjoki');
    expect(content.municipality('atlantis')).toBeUndefined();
  });

  test('leads every need to a flow that is there', () => {
    const { guide, needs } = theContent();
    for (const need of needs.needs) expect(guide.flows[guide.flowOfNeed[need.id] ?? 'general']).toBeDefined();
  });

  test('asks for a name, a way to reach and safe times only after permission', () => {
    const contact = theContent().guide.flows['contact'];
    if (!contact) throw new Error('the contact flow is missing');
    const questions = stepsOf(contact).filter(isQuestion);
    expect(questions[0]?.id).toBe('permission');
    const identifying = Object.values(theContent().guide.flows)
      .filter((flow) => flow.flow !== 'contact')
      .flatMap((flow) => stepsOf(flow))
      .filter((step) => step.kind === 'contact' || (step.kind === 'text' && step.personal === true));
    expect(identifying).toEqual([]);
  });

  test('tells which files nobody has approved yet', () => {
    withCopy((copy) => {
      const before = loadContent(copy.folder).unapproved;
      const approved = copy
        .read('dialogs/separation.yaml')
        .replace('approved-by: null', 'approved-by: perhekeskuskoordinaattori')
        .replace('approved-at: null', 'approved-at: 2026-11-01');
      copy.write('dialogs/separation.yaml', approved);
      const after = loadContent(copy.folder).unapproved;
      expect(before.filter((file) => !after.includes(file))).toEqual(['dialogs/separation.yaml']);
      expect(after.filter((file) => !before.includes(file))).toEqual([]);
    });
  });
});

describe('the version of the content', () => {
  test('is the same for the same files', () => {
    withCopy((copy) => expect(loadContent(copy.folder).version).toBe(theContent().version));
  });

  test('changes with a single word', () => {
    withCopy((copy) => {
      copy.change('locales/fi/separation.yaml', 'row: ', 'row: Uusi ');
      expect(loadContent(copy.folder).version).not.toBe(theContent().version);
    });
  });
});

test('content that cannot be used throws every problem, with its place, in the message', () => {
  withCopy((copy) => {
    copy.change('dialogs/separation.yaml', 'needs: [separation]', 'needs: [separatoin]');
    copy.change('regions/etela-pohjanmaa/region.yaml', '[seinajoki, isokyro]', '[seinajoki, isokyri]');
    const place = copy.placeOf('dialogs/separation.yaml', 'separatoin');
    let caught: unknown;
    try {
      loadContent(copy.folder);
    } catch (error) {
      caught = error;
    }
    if (!(caught instanceof ContentError)) throw new Error('nothing was thrown');
    expect(caught.problems).toHaveLength(2);
    expect(caught.message).toContain(`dialogs/separation.yaml:${place.line}:${place.column} `);
    expect(caught.message).toContain('regions/etela-pohjanmaa/region.yaml:');
  });
});
