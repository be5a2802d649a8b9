import fc from 'fast-check';
import { z } from 'zod';
import { nearest, problemsText, type Problem } from '../../src/content/problem';
import { readSource, shaped } from '../../src/content/source';

const schema = z.strictObject({ name: z.string(), ages: z.array(z.number()).optional() });
const problemsOf = (text: string): Problem[] => {
  const problems: Problem[] = [];
  shaped(readSource('one.yaml', text), schema, problems);
  return problems;
};

describe('reading a file', () => {
  test('gives what is written in it', () => {
    const source = readSource('one.yaml', 'name: Aino\nages: [3, 5]\n');
    expect(source.problems).toEqual([]);
    expect(shaped(source, schema, [])).toEqual({ name: 'Aino', ages: [3, 5] });
  });

  test('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const problem of problemsOf(text)) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.column).toBeGreaterThanOrEqual(1);
          expect(problem.message).not.toBe('');
        }
      }),
    );
  });

  test('points at the very value that is wrong', () => {
    expect(problemsOf('name: Aino\nages:\n  - 3\n  - four\n')).toEqual([
      expect.objectContaining({ file: 'one.yaml', line: 4, column: 5, excerpt: '  - four' }),
    ]);
  });

  test('points at a name that is not known', () => {
    expect(problemsOf('name: Aino\nage: 3\n')).toEqual([
      expect.objectContaining({ line: 2, column: 1, message: '"age" is not known here' }),
    ]);
  });

  test('tells every fault of a file, not only the first', () => {
    expect(
      problemsOf('name: 5\nages: [three]\nmore: 1\n')
        .map(({ line }) => line)
        .sort(),
    ).toEqual([1, 2, 3]);
  });

  test('says that an empty file is empty', () => {
    for (const text of ['', '\n', '# nothing yet\n', '---\n'])
      expect(problemsOf(text)).toEqual([{ file: 'one.yaml', line: 1, column: 1, message: 'the file is empty' }]);
  });
});

describe('"did you mean"', () => {
  test.each([
    ['choise', ['choice', 'choices', 'text'], 'did you mean choice?'],
    ['separatoin', ['separation', 'finances'], 'did you mean separation?'],
    ['housing', ['separation', 'finances'], undefined],
    ['x', [], undefined],
  ])('of %s among %j is %s', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});

test('problems are listed by file and line, whatever order they were found in', () => {
  const problem = (file: string, line: number): Problem => ({ file, line, column: 1, message: 'wrong' });
  const text = problemsText([problem('b.yaml', 2), problem('a.yaml', 10), problem('a.yaml', 9)]);
  expect(text.split('\n\n')).toEqual(['a.yaml:9:1 wrong', 'a.yaml:10:1 wrong', 'b.yaml:2:1 wrong']);
});
