import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { plain, type Handler } from './reply';

type Headers = Readonly<Record<string, string>>;

/** A file of the browser's, pressed once at the start: on a slow line every kilobyte is waited for. */
export function fileHandler(bytes: Buffer, type: string, headers: Headers = { 'cache-control': 'no-cache' }): Handler {
  const pressed = {
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzipSync(bytes, { level: 9 }),
  };
  return (request, response) => {
    const accepted = request.headers['accept-encoding']?.toString() ?? '';
    const way = (['br', 'gzip'] as const).find((one) => accepted.includes(one));
    plain(response, 200, way === undefined ? bytes : pressed[way], {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(way === undefined ? {} : { 'content-encoding': way }),
      ...headers,
    });
    return Promise.resolve();
  };
}
