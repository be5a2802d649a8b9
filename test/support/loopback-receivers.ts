import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A web address on a loopback port that answers as it is told and remembers what came. */
export interface LoopbackWeb {
  readonly url: string;
  /** All that came, refused or not. */
  readonly received: Received[];
  /** What it has taken, that is, answered well. */
  readonly taken: Received[];
  answer: number;
  headers: Readonly<Record<string, string>>;
  /** Takes what comes and then breaks the connection in the place of an answer. */
  breaksAfter: boolean;
  close(): Promise<void>;
}

export async function openWeb(port = 0): Promise<LoopbackWeb> {
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(parts).toString() };
      web.received.push(one);
      if (web.answer < 300) web.taken.push(one);
      if (web.breaksAfter) return void request.socket.destroy();
      response.writeHead(web.answer, web.headers);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const web: LoopbackWeb = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    received: [],
    taken: [],
    answer: 202,
    headers: {},
    breaksAfter: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return web;
}

export interface Letter {
  readonly to: readonly string[];
  readonly from: string;
  readonly messageId: string;
  /** Headers and text as they came over the line. */
  readonly source: string;
  readonly subject: string;
  /** The text, decoded. */
  readonly text: string;
}

/** A mail server on a loopback port that answers as it is told and keeps the letters it has taken. */
export interface LoopbackMail {
  readonly url: string;
  readonly letters: Letter[];
  /** How often somebody has tried to give it a letter. */
  tries: number;
  /** The SMTP code it refuses with; nothing while it takes letters. */
  refuses: number | undefined;
  /** Takes a letter and then breaks the connection in the place of an answer. */
  breaksAfter: boolean;
  close(): Promise<void>;
}

export async function openMail(only?: { readonly user: string; readonly pass: string }): Promise<LoopbackMail> {
  const refusal = (code: number): Error => Object.assign(new Error('not now'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: only === undefined,
    allowInsecureAuth: true,
    onAuth(told, _session, done) {
      const right = told.username === only?.user && told.password === only?.pass;
      done(right ? null : refusal(535), right ? { user: told.username } : undefined);
    },
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      mail.tries += 1;
      done(mail.refuses === undefined ? null : refusal(mail.refuses));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const source = Buffer.concat(parts).toString();
        const from = session.envelope.mailFrom;
        mail.letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          from: from === false ? '' : from.address,
          messageId: header(source, 'Message-ID'),
          source,
          subject: decodedWords(header(source, 'Subject')),
          text: decodedText(source),
        });
        if (mail.breaksAfter) for (const connection of server.connections) connection._socket.destroy();
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const mail: LoopbackMail = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters: [],
    tries: 0,
    refuses: undefined,
    breaksAfter: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mail;
}

function header(source: string, name: string): string {
  const unfolded = source.replace(/\r\n[ \t]/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}

/** Encoded words of a header (RFC 2047). */
function decodedWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, words: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64').toString()
        : quotedPrintable(words.replaceAll('_', ' ')),
    );
}

function decodedText(source: string): string {
  const text = source.split('\r\n\r\n').slice(1).join('\r\n\r\n');
  const encoding = header(source, 'Content-Transfer-Encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  return encoding === 'quoted-printable' ? quotedPrintable(text.replace(/=\r\n/g, '')) : text;
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
