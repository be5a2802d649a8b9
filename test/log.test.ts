import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { allowedFields, faultOf, silentLog, type LogFields } from '../src/log';
import { root } from './support/root';

const fields: Required<LogFields> = {
  reference: 'K7',
  channel: 'web',
  region: 'etela-pohjanmaa',
  outcome: 'advice',
  step: 'frame/age',
  milliseconds: 12,
  status: 200,
  method: 'POST',
  route: '/livez',
  code: 'not-found',
  fault: 'TypeError',
  place: 'turn.ts:1:1',
  count: 3,
  address: '127.0.0.1:3978',
};

describe('the fields of a log line', () => {
  test('that are on the list come out as they are', () => {
    expect(allowedFields(fields)).toEqual(fields);
    expect(allowedFields()).toEqual({});
  });

  test('that are not on the list never come out, whatever a careless caller adds', () => {
    const words = fc.string({ minLength: 1 });
    const anything = fc.dictionary(fc.oneof(words, fc.constantFrom('text', 'name', 'conversation', 'message')), words);
    fc.assert(
      fc.property(anything, (careless) => {
        const kept = allowedFields({ ...careless, count: 1 });
        expect(Object.keys(kept).filter((name) => !Object.hasOwn(fields, name))).toEqual([]);
        expect(kept['count']).toBe(1);
      }),
    );
  });

  test('hold short words and numbers only: nothing can hide within one', () => {
    const hidden = { step: { text: 'our baby cries' }, route: ['our baby cries'], fault: new Error('our baby cries') };
    expect(allowedFields(hidden as unknown as LogFields)).toEqual({});
    expect(String(allowedFields({ step: 'a'.repeat(1000) })['step'])).toHaveLength(200);
  });

  test('a line that is really written holds the event and the allowed fields, nothing of the computer', () => {
    const program = buildSync({
      stdin: {
        contents: `import { openLog } from './src/log';
          const careless = { count: 1, text: 'our baby cries', conversation: 'abc' };
          openLog('info').warn('turn taken', careless);
          openLog('error').info('too quiet to be heard', careless);`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      write: false,
      external: ['pino'],
    }).outputFiles[0]?.text;
    const out = execFileSync(process.execPath, ['-e', program ?? ''], { cwd: join(root), encoding: 'utf8' });
    const line: unknown = JSON.parse(out);
    expect(line).toEqual({ level: 40, time: expect.any(String) as string, count: 1, msg: 'turn taken' });
  });
});

describe('a fault', () => {
  test('is told by its class and place, never by its message', () => {
    const told = faultOf(new TypeError('Aino Virtanen, 0401234567'));
    expect(told.fault).toBe('TypeError');
    expect(told.place).toMatch(/^log\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(told)).not.toContain('Aino');
  });

  test('carries its code, when it has one', () => {
    expect(faultOf(Object.assign(new Error('no such file: Aino.txt'), { code: 'ENOENT' })).fault).toBe('Error ENOENT');
  });

  test('that is no error is told by its type alone', () => {
    expect(faultOf('our baby cries')).toEqual({ fault: 'string', place: 'unknown' });
    expect(faultOf(undefined)).toEqual({ fault: 'undefined', place: 'unknown' });
    expect(faultOf({ message: 'our baby cries' })).toEqual({ fault: 'object', place: 'unknown' });
  });

  test('without a stack has no place', () => {
    const error = new Error('our baby cries');
    delete error.stack;
    expect(faultOf(error)).toEqual({ fault: 'Error', place: 'unknown' });
  });

  test('tells no word of a message, also when a line of it looks like a place in the code', () => {
    const told = faultOf(new Error('somebody wrote:\n    at /src/aino.virtanen.ts:12:3\nand more'));
    expect(JSON.stringify(told)).not.toContain('aino');
  });

  test('tells no word of any message', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('ä', 'ö', 'å', 'Ä', ' ', '\n'), minLength: 3 }), (message) => {
        expect(JSON.stringify(faultOf(new RangeError(message)))).not.toMatch(/[äöåÄ]/);
      }),
    );
  });
});

test('the silent log says nothing', () => {
  expect(silentLog.info('turn taken')).toBeUndefined();
  expect(silentLog.warn('turn taken')).toBeUndefined();
  expect(silentLog.error('turn taken')).toBeUndefined();
});
