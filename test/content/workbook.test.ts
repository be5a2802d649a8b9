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

  it('suggests triggers by needs that there are', () => {
    const [problem] = problemsOf('- { need: [youth_substance_use,', '- { need: [youth_substance,');
    expect(problem?.message).toBe('there is no need "youth_substance"');
  });
});
