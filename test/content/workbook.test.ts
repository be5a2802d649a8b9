import { withCopy } from '../support/broken-content';

const file = 'regions/workbook.yaml';

const problemsOf = (
  from: string,
  to: string,
): readonly { readonly message: string; readonly hint?: string | undefined }[] =>
  withCopy((copy) => {
    copy.change(file, from, to);
    return copy.problems().filter((one) => one.file === file);
  });

describe('the workbook', () => {
  it('has no two roles of one name', () => {
    expect(problemsOf('{ id: office-holder,', '{ id: nurse,')[0]?.message).toBe(
      'a second one of roles is called nurse',
    );
  });

  it('leaves only known fields open, and the same in each language', () => {
    const [unknown] = problemsOf('Soitan sinulle {day} klo {time}.', 'Soitan sinulle {daj} klo {time}.');
    expect([unknown?.message, unknown?.hint]).toEqual(['there is no field {daj}', 'did you mean day?']);
    const [other] = problemsOf('I will call you on {day} at {time}.', 'I will call you on {day}.');
    expect(other?.message).toBe('this text leaves open day, the Finnish one day, time');
  });

  it('has triggers of regions that there are', () => {
    withCopy((copy) => {
      copy.change(file, 'regions: [etela-pohjanmaa]', 'regions: [etela-pohjanma]');
      expect(copy.problems()).toEqual([
        {
          ...copy.placeOf(file, 'etela-pohjanma]'),
          message: 'there is no region "etela-pohjanma"',
          hint: 'did you mean etela-pohjanmaa?',
          excerpt: '    regions: [etela-pohjanma]',
        },
      ]);
    });
    const [other] = problemsOf('regions: [etela-pohjanmaa]', 'regions: [lappi]');
    expect(other?.hint).toBe('one of: etela-pohjanmaa, keski-uusimaa, vantaa-kerava');
  });

  it('suggests triggers by answers that there are', () => {
    const [fact] = problemsOf('suggest: [{ worry: [big] }', 'suggest: [{ worri: [big] }');
    expect([fact?.message, fact?.hint]).toEqual(['no step asks for "worri"', 'did you mean worry?']);
    const [value] = problemsOf('suggest: [{ worry: [big] }', 'suggest: [{ worry: [bigg] }');
    expect([value?.message, value?.hint]).toEqual(['"bigg" is no answer to worry', 'did you mean big?']);
    const [outcome] = problemsOf('{ outcome: [unclear-or-many] }', '{ outcome: [unclear] }');
    expect(outcome?.message).toBe('"unclear" is no answer to outcome');
  });

  it('has the hours of each safe time that a family may choose, and no other times', () => {
    withCopy((copy) => {
      copy.change('dialogs/contact.yaml', 'options: [morning, afternoon, any-time]', 'options: [morning, evening]');
      expect(copy.problems().filter((one) => !one.file.startsWith('locales/'))).toEqual([
        {
          ...copy.placeOf('dialogs/contact.yaml', 'evening]'),
          message: 'there is no safe time "evening" in regions/workbook.yaml',
          hint: 'add it to safe-times there, with its hours',
          excerpt: '            options: [morning, evening]',
        },
        ...['afternoon', 'any-time'].map((id) => ({
          ...copy.placeOf(file, id, `{ id: ${id}, `),
          message: `no question offers the safe time "${id}"`,
          hint: 'add it to the options of safe-times in dialogs/contact.yaml',
          excerpt: expect.stringContaining(`{ id: ${id}, `) as string,
        })),
      ]);
    });
    const [misspelt] = problemsOf('{ id: morning, ', '{ id: mornin, ');
    expect([misspelt?.message, misspelt?.hint]).toEqual([
      'no question offers the safe time "mornin"',
      'did you mean morning?',
    ]);
  });

  it('has no safe time that ends before it begins', () => {
    const [problem] = problemsOf("from: '08:00', to: '12:00'", "from: '18:00', to: '12:00'");
    expect([problem?.message, problem?.hint]).toEqual([
      'a safe time ends at 12:00, before it begins',
      'it begins at 18:00',
    ]);
  });

  it('suggests triggers by needs that there are', () => {
    const [problem] = problemsOf('- { need: [youth_substance_use,', '- { need: [youth_substance,');
    expect(problem?.message).toBe('there is no need "youth_substance"');
  });
});
