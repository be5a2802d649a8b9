import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { patienceMs, type Send, type Sent } from './sending';

const letterSchema = z.object({ subject: z.string(), text: z.string() });
/** A letter in plain text. */
export type Letter = z.output<typeof letterSchema>;

export interface MailWay {
  /** `smtp://` or `smtps://`, with the name and password in it. */
  readonly server: string;
  readonly from: string;
  /** Whether a connection that is not encrypted is refused; only a server on one's own machine needs none. */
  readonly encrypted: boolean;
}

/**
 * Sends letters by SMTP. The Message-ID comes from the key: a letter that the server took just before the connection broke is sent
 * again under the same name, by which mail systems tell a double.
 */
export function mailSender(way: MailWay, to: string): Send {
  const transport = createTransport({
    url: way.server,
    connectionTimeout: patienceMs / 2,
    greetingTimeout: patienceMs / 2,
    socketTimeout: patienceMs,
    requireTLS: way.encrypted,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (key, body) => {
    const { subject, text } = letterSchema.parse(body);
    try {
      await transport.sendMail({
        from: way.from,
        to,
        subject,
        text,
        messageId: messageId(key, way.from),
        // Answering machines stay silent (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Luotsi-Event': key },
      });
      return { came: 'taken' };
    } catch (error) {
      return sentOf(error);
    }
  };
}

/** The name of a letter, the same for the same key (RFC 5322, 3.6.4). */
export function messageId(key: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'luotsi.invalid';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

/** 5xx is a refusal (RFC 5321, 4.2.1), a sign-in that fails too; everything else may pass. The message is never kept: it quotes addresses. */
function sentOf(error: unknown): Sent {
  const { responseCode, code } = error as { readonly responseCode?: unknown; readonly code?: unknown };
  const fault = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
  const refused = typeof responseCode === 'number' && responseCode >= 500;
  return { came: refused ? 'refused' : 'later', fault: fault === '' ? 'mail' : fault };
}
