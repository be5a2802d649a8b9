import fc from 'fast-check';

/** One request that nobody should send. */
export interface WickedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What stands in the place of a conversation, a token or a handoff until the test knows real ones. */
export const places = { conversation: '{conversation}', token: '{token}', form: '{form}' } as const;

const paths = [
  '/directline/tokens/generate',
  '/directline/tokens/refresh',
  '/directline/conversations',
  `/directline/conversations/${places.conversation}`,
  `/directline/conversations/${places.conversation}/activities`,
  `/directline/conversations/${places.conversation}/activities`,
  `/directline/conversations/${places.conversation}/activities`,
  `/directline/conversations/${places.conversation}/stream`,
  '/directline/conversations/constructor/activities',
  '/directline/leave',
  '/directline/session/getsessionid',
  '/keskustelu',
  '/keskustelu',
  '/api/messages',
  '/api/messages',
  '/console/api/me',
  '/console/api/handoffs',
  '/console/api/handoffs/__proto__',
  '/console/api/handoffs/x/claim',
  '/console/api/code',
  '/palvelut',
  '/',
  '/livez',
  '/readyz',
] as const;

/** Texts with everything that has ever broken a program: halves of signs, names of prototypes, controls, statements, great length. */
export const wickedText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\ud800',
    'a\udfffb',
    '\u0000\u0001',
    '__proto__',
    'constructor',
    'toString',
    "'; drop table conversations; --",
    '${1+1}{{7*7}}<script>alert(1)</script>',
    '../../../../etc/passwd',
    '%00%ff%',
    '💥'.repeat(300),
    'e\u0301'.repeat(2000),
    ' '.repeat(5000),
    'a'.repeat(20_000),
    '1e400',
    '-0',
    'NaN',
  ),
);

const wickedNumber = fc.oneof(fc.double(), fc.constantFrom(1e308, -1e308, 9007199254740993, -0, 5e-324, 2 ** 53, 1e21));
const deep = fc
  .integer({ min: 50, max: 5000 })
  .map((levels) => `{"type":"message","value":${'['.repeat(levels)}${']'.repeat(levels)}}`);
const names = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'type',
  'text',
  'value',
  'id',
  'channelData',
  'hasOwnProperty',
);
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    wickedNumber,
    wickedText,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(names, wickedText), tie('value'), { maxKeys: 5 }),
  ),
})).value;

const types = fc.constantFrom(
  'message',
  'event',
  'invoke',
  'typing',
  'conversationUpdate',
  'endOfConversation',
  'messageUpdate',
  'messageDelete',
  'installationUpdate',
  'contactRelationUpdate',
  'handoff',
  'trace',
  'suggestion',
  'command',
  '',
  'x'.repeat(101),
);
const account = fc.oneof(
  anything,
  fc.record({ id: fc.oneof(wickedText, anything), name: anything }, { requiredKeys: [] }),
);
const activity = fc.record(
  {
    type: fc.oneof({ weight: 8, arbitrary: types }, { weight: 1, arbitrary: anything }),
    id: fc.oneof(wickedText, anything),
    text: fc.oneof({ weight: 4, arbitrary: wickedText }, { weight: 1, arbitrary: anything }),
    value: fc.oneof(
      anything,
      fc.record(
        {
          option: fc.oneof(wickedText, anything),
          options: fc.oneof(fc.array(wickedText, { maxLength: 70 }), anything),
          number: fc.oneof(wickedNumber, anything),
          text: wickedText,
          place: wickedText,
          command: fc.oneof(fc.constantFrom('back', 'restart', 'person', 'save', 'language'), wickedText),
          language: wickedText,
        },
        { requiredKeys: [] },
      ),
    ),
    name: wickedText,
    locale: fc.oneof(wickedText, anything),
    channelId: fc.oneof(fc.constantFrom('directline', 'msteams', 'emulator'), wickedText),
    serviceUrl: fc.constantFrom('http://127.0.0.1:9/', 'javascript:alert(1)', ''),
    deliveryMode: fc.constantFrom('expectReplies', 'normal', 'notification'),
    conversation: fc.oneof(account, fc.record({ id: wickedText })),
    from: account,
    recipient: account,
    membersAdded: fc.oneof(anything, fc.array(account, { maxLength: 3 })),
    channelData: fc.oneof(anything, fc.record({ clientActivityID: anything, region: anything, about: anything })),
    attachments: anything,
    entities: anything,
  },
  { requiredKeys: [] },
);

const json = (value: unknown): string => JSON.stringify(value);
const form = fc
  .dictionary(
    fc.constantFrom(
      'token',
      'message',
      'step',
      'region',
      'lang',
      'about',
      'command',
      'language',
      'option',
      'options',
      'text',
    ),
    fc.oneof(
      fc.constantFrom(places.form, 'start', 'whole', 'refresh', 'back', 'fi', 'message-of-the-family'),
      wickedText,
    ),
  )
  .map((fields) =>
    Object.entries(fields)
      .map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`)
      .join('&'),
  );

const header = fc.constantFrom(
  'accept-language',
  'origin',
  'x-forwarded-for',
  'forwarded',
  'cookie',
  'x-luotsi',
  'if-none-match',
  'range',
  'expect',
  'x-ms-bot-agent',
  'accept',
  'accept-encoding',
  'referer',
  'user-agent',
  'x-http-method-override',
);
const headerText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom('*', 'fi;q=9', '9'.repeat(3000), '::1', 'null'),
);

/** A request of every wicked kind, to every door. */
export const wickedRequest: fc.Arbitrary<WickedRequest> = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant('POST') },
    { weight: 2, arbitrary: fc.constant('GET') },
    { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS') },
  ),
  path: fc
    .tuple(fc.constantFrom(...paths), fc.option(fc.tuple(names, wickedText)))
    .map(([path, query]) =>
      query === null ? path : `${path}?${query[0]}=${encodeURIComponent(query[1].toWellFormed())}&watermark=-1`,
    ),
  headers: fc
    .tuple(
      fc.dictionary(header, headerText, { maxKeys: 4 }),
      fc.constantFrom(`Bearer ${places.token}`, `Bearer ${places.token}`, 'Bearer', 'Bearer a.b.c', 'Basic eDp5', ''),
      fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', ''),
    )
    .map(([others, authorization, type]) => ({
      ...others,
      ...(authorization === '' ? {} : { authorization }),
      ...(type === '' ? {} : { 'content-type': type }),
    })),
  body: fc.option(
    fc.oneof(
      { weight: 8, arbitrary: activity.map(json) },
      { weight: 3, arbitrary: anything.map(json) },
      { weight: 4, arbitrary: form },
      { weight: 1, arbitrary: deep },
      { weight: 2, arbitrary: wickedText },
      { weight: 1, arbitrary: activity.map((one) => json(one).slice(0, -3)) },
    ),
    { nil: undefined, freq: 12 },
  ),
});
