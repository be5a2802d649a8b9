import { mailSender, messageId } from '../../src/post/mail';
import { openMail, type LoopbackMail } from '../support/loopback-receivers';

const letter = {
  subject: 'Uusi yhteydenottopyyntö / Ny begäran om kontakt: Ähtäri',
  text: 'Hei\n\nÄhtäri, på svenska å',
};
const from = 'Luotsi <luotsi@example.org>';
let mail: LoopbackMail;
afterEach(() => mail.close());

const send = (server = mail.url, encrypted = false) =>
  mailSender({ server, from, encrypted }, 'ohjaus@example.org')('notice.new/1/mail', letter);

describe('a mail server', () => {
  it('gets letters as they were written, umlauts and all', async () => {
    mail = await openMail();
    expect(await send()).toEqual({ came: 'taken' });
    expect(mail.letters[0]).toMatchObject({ subject: letter.subject, to: ['ohjaus@example.org'] });
    expect(mail.letters[0]?.text.trim().replaceAll('\r\n', '\n')).toBe(letter.text);
    expect(mail.letters[0]?.source).toContain('X-Luotsi-Event: notice.new/1/mail');
  });

  it.each([421, 450, 451, 452])('that answers %i may take it later', async (code) => {
    mail = await openMail();
    mail.refuses = code;
    expect(await send()).toMatchObject({ came: 'later' });
  });

  it.each([550, 551, 553, 554])('that answers %i will not, and no address stands in the fault', async (code) => {
    mail = await openMail();
    mail.refuses = code;
    const sent = await send();
    expect(sent).toEqual({ came: 'refused', fault: `EENVELOPE ${code}` });
  });

  it('that does not know us refuses, and is told no letter', async () => {
    mail = await openMail({ user: 'luotsi', pass: 'right' });
    const { port } = new URL(mail.url);
    expect(await send(`smtp://luotsi:wrong@127.0.0.1:${port}`)).toMatchObject({ came: 'refused' });
    expect(await send(`smtp://luotsi:right@127.0.0.1:${port}`)).toEqual({ came: 'taken' });
    expect(mail.letters).toHaveLength(1);
  });

  it('that cannot encrypt gets nothing where letters leave only encrypted', async () => {
    mail = await openMail();
    expect(await send(mail.url, true)).toMatchObject({ came: 'refused' });
    expect(mail.letters).toEqual([]);
  });

  it('that is not there is tried later', async () => {
    mail = await openMail();
    const { url } = mail;
    await mail.close();
    expect(await send(url)).toEqual({ came: 'later', fault: 'ESOCKET' });
    mail = await openMail();
  });
});

test('a letter’s name is the same for the same key only, in the sender’s own domain', async () => {
  mail = await openMail();
  expect(messageId('a', from)).toBe(messageId('a', from));
  expect(messageId('a', from)).not.toBe(messageId('b', from));
  expect(messageId('a', from)).toMatch(/@example\.org>$/);
  expect(messageId('a', 'nobody')).toMatch(/@luotsi\.invalid>$/);
});
