import { runCommand } from '../support/home';
import { root } from '../support/root';

interface Line {
  readonly id: unknown;
  readonly lang?: string | null;
  readonly need?: string;
  readonly confidence?: number;
  readonly alternatives?: readonly { readonly need: string; readonly confidence: number }[];
  readonly also?: readonly string[];
  readonly danger?: { readonly kind: string; readonly level: string } | null;
  readonly error?: string;
}

function understand(...lines: string[]): { code: number | null; told: Line[] } {
  const { code, out } = runCommand(root, 'understand', [], lines.map((line) => `${line}\n`).join(''));
  return {
    code,
    told: out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  };
}

describe('npm run understand', () => {
  it('answers each line with the need, the five best, the language and danger', () => {
    const { code, told } = understand(
      '{"id":"a","text":"vauva ei nuku öisin ja olen väsynyt"}',
      '{"id":2,"text":"jag vill ta livet av mig nu","lang":"sv"}',
      '{"id":"c","text":"Мой ребёнок не спит"}',
    );
    expect(code).toBe(0);
    expect(told.map(({ id }) => id)).toEqual(['a', 2, 'c']);
    expect(told[0]).toMatchObject({ lang: 'fi', need: 'child_sleep', danger: null });
    expect(told[0]?.alternatives).toHaveLength(5);
    expect(told[0]?.alternatives?.[0]).toEqual({ need: 'child_sleep', confidence: told[0]?.confidence });
    expect(told[1]).toMatchObject({ lang: 'sv', danger: { kind: 'self_harm', level: 'emergency' } });
    expect(told[2]).toMatchObject({ lang: 'ru' });
  });

  it('says what is wrong with a bad line, goes on, and ends with 1', () => {
    const { code, told } = understand(
      'banana',
      '{"id":"no-text"}',
      '{"text":"no id"}',
      '[1,2]',
      'null',
      '{"id":"long","text":"' + 'a '.repeat(50_000) + '"}',
      '{"id":"empty","text":""}',
      '{"id":"good","text":"hammassärky"}',
    );
    expect(code).toBe(1);
    expect(told.map(({ id }) => id)).toEqual([null, 'no-text', null, null, null, 'long', 'empty', 'good']);
    expect(told.slice(0, 5).every(({ error }) => typeof error === 'string')).toBe(true);
    expect(told.slice(5).every(({ error, need }) => error === undefined && typeof need === 'string')).toBe(true);
    expect(told.at(-1)?.need).toBe('dental');
  });
});
