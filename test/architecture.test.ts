import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from './support/root';

const src = join(root, 'src');

interface Import {
  /** What stands between the quotes. */
  readonly from: string;
  /** The file of ours it leads to, below `src`; nothing for a package. */
  readonly file: string | undefined;
}

interface SourceFile {
  readonly file: string;
  readonly imports: readonly Import[];
  readonly syntax: ts.SourceFile;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [relative(src, join(folder, entry.name))],
  );
}

const names = filesBelow(src)
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .sort();

/** Everything a file leans on: imports, re-exports, types and whatever it loads as it runs. */
function importsOf(syntax: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) found.push(node.argument.literal.text);
    } else if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
      found.push(node.expression.text);
    } else if (ts.isCallExpression(node)) {
      const loads =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === 'require') ||
        node.expression.getText(syntax) === 'require.resolve';
      const [what] = node.arguments;
      if (loads && what !== undefined) found.push(ts.isStringLiteralLike(what) ? what.text : '(computed)');
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

function ours(file: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const path = relative(src, resolve(src, dirname(file), from)).replaceAll('\\', '/');
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`, path].find((one) => names.includes(one)) ?? path;
}

const files: readonly SourceFile[] = names.map((file) => {
  const syntax = ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return { file, syntax, imports: importsOf(syntax).map((from) => ({ from, file: ours(file, from) })) };
});

const isWeb = (file: string): boolean => file.startsWith('web/');
const server = files.filter(({ file }) => !isWeb(file));
const web = files.filter(({ file }) => isWeb(file));

/** Files that stand beside the rooms and lean on nothing of ours. */
const beside = ['errors.ts', 'log.ts', 'clock.ts', 'config.ts', 'settings.ts'];

/** The rooms from the street door inwards; rooms of one row do not lean on each other unless they are the door itself. */
const rows = [
  ['main', 'commands'],
  ['http'],
  ['post'],
  ['bot', 'storage'],
  ['conversation'],
  ['queue'],
  ['statistics'],
  ['need'],
  ['content'],
  ['region'],
  ['flow'],
] as const;

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : 'main');
const rowOf = (room: string): number => rows.findIndex((row) => (row as readonly string[]).includes(room));

function mayImport(from: string, to: string): boolean {
  if (beside.includes(to)) return true;
  const [one, other] = [roomOf(from), roomOf(to)];
  if (one === other) return true;
  const [here, there] = [rowOf(one), rowOf(other)];
  return here >= 0 && there >= 0 && (here < there || (here === 0 && there === 0));
}

const arrows = (list: readonly SourceFile[]): { from: string; to: string }[] =>
  list.flatMap(({ file, imports }) =>
    imports.flatMap(({ file: to }) => (to === undefined ? [] : [{ from: file, to }])),
  );

test('there is something to look at', () => {
  expect(server.length).toBeGreaterThan(50);
  expect(arrows(server).length).toBeGreaterThan(100);
});

describe('the order of the rooms', () => {
  test('every file stands in a room that the order names', () => {
    const homeless = server.map(({ file }) => file).filter((file) => !beside.includes(file) && rowOf(roomOf(file)) < 0);
    expect(homeless).toEqual([]);
  });

  test('a file leans only on its own room and on rooms further in', () => {
    const wrong = arrows(server).filter(({ from, to }) => !beside.includes(from) && !mayImport(from, to));
    expect(wrong).toEqual([]);
  });

  test.each([
    ['main.ts', 'http/server.ts', true],
    ['commands/bench.ts', 'storage/database.ts', true],
    ['http/server.ts', 'storage/database.ts', true],
    ['http/server.ts', 'bot/bot.ts', true],
    ['region/region.ts', 'flow/fact.ts', true],
    ['flow/flow.ts', 'errors.ts', true],
    ['post/parcels.ts', 'bot/handoff-event.ts', true],
    ['bot/bot.ts', 'storage/database.ts', false],
    ['storage/outbox.ts', 'post/post.ts', false],
    ['storage/database.ts', 'bot/bot.ts', false],
    ['bot/bot.ts', 'http/server.ts', false],
    ['conversation/turn.ts', 'storage/database.ts', false],
    ['flow/flow.ts', 'region/region.ts', false],
    ['http/server.ts', 'main.ts', false],
    ['http/server.ts', 'web/widget/chat.tsx', false],
  ])('that %s leans on %s is %s by this order', (from, to, expected) => {
    expect(mayImport(from, to)).toBe(expected);
  });

  test('errors, log, clock, settings and config lean on nothing of ours but each other', () => {
    expect(arrows(server).filter(({ from, to }) => beside.includes(from) && !beside.includes(to))).toEqual([]);
  });

  test('every import of ours leads to a file that is there', () => {
    const declared = filesBelow(src).map((file) => file.replaceAll('\\', '/'));
    expect(
      arrows(files).filter(
        ({ to }) => !names.includes(to) && !declared.includes(to) && !declared.includes(`${to}.d.ts`),
      ),
    ).toEqual([]);
  });

  test('the settings are read at the door only; rooms further in are handed what they need', () => {
    const readers = arrows(server).filter(({ to }) => ['config.ts', 'settings.ts'].includes(to));
    expect(readers.filter(({ from }) => !['main', 'commands', 'http'].includes(roomOf(from)))).toEqual([]);
  });

  test.each(['flow', 'region'])('%s is pure: it knows no file, no network, no clock and no log', (room) => {
    const leaning = server
      .filter(({ file }) => roomOf(file) === room)
      .flatMap(({ file, imports }) => imports.map(({ from, file: to }) => ({ file, from, to })))
      .filter(({ from, to }) => from.startsWith('node:') || (to !== undefined && beside.includes(to)));
    expect(leaning).toEqual([]);
  });
});

test('no file leans on itself, by whatever way round, types included', () => {
  const graph = new Map<string, string[]>();
  for (const { from, to } of arrows(files)) graph.set(from, [...(graph.get(from) ?? []), to]);
  const circles: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    const seen = above.indexOf(file);
    if (seen >= 0) {
      circles.push([...above.slice(seen), file].join(' -> '));
      return;
    }
    if (finished.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...above, file]);
    finished.add(file);
  };
  for (const file of names) visit(file, []);
  expect(circles).toEqual([]);
});

/** Where each package lives: a room, or one file. A package that stands in no line here needs a home before it is used. */
const homes: readonly { readonly vendor: RegExp; readonly home: RegExp }[] = [
  { vendor: /^bot(builder|framework)/, home: /^bot\// },
  { vendor: /^restify/, home: /^http\// },
  { vendor: /^@azure\/msal-node/, home: /^http\// },
  { vendor: /^ws$/, home: /^http\// },
  { vendor: /^jsonwebtoken$/, home: /^http\// },
  { vendor: /^@microsoft\/teams-js$/, home: /^web\/teams-tab\// },
  { vendor: /^rate-limiter-flexible$/, home: /^http\// },
  { vendor: /^prom-client$/, home: /^http\/metrics\.ts$/ },
  { vendor: /^nodemailer/, home: /^post\/mail\.ts$/ },
  { vendor: /^natural/, home: /^need\// },
  { vendor: /^(@libsql\/.*|libsql)$/, home: /^storage\// },
  { vendor: /^pg(-.*)?$/, home: /^storage\// },
  { vendor: /^yaml$/, home: /^content\// },
  { vendor: /^(intl-messageformat|@formatjs\/.*)$/, home: /^content\// },
  { vendor: /^luxon$/, home: /^region\// },
  { vendor: /^pino(-.*)?$/, home: /^log\.ts$/ },
  { vendor: /^zod$/, home: /^(?!web\/)/ },
  { vendor: /^preact(\/|$)/, home: /^web\/widget\// },
  { vendor: /^(react|react-dom|suomifi-ui-components|styled-components)(\/|$)/, home: /^web\/console\// },
];

const vendorsOf = (list: readonly SourceFile[]): { file: string; vendor: string }[] =>
  list.flatMap(({ file, imports }) =>
    imports
      .filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'))
      .map(({ from }) => ({ file, vendor: from })),
  );

describe('packages', () => {
  test('have one home each', () => {
    const astray = vendorsOf(files).filter(({ file, vendor }) => {
      const place = homes.find((one) => one.vendor.test(vendor));
      return place === undefined || !place.home.test(file);
    });
    expect(astray).toEqual([]);
  });

  test('that the server needs are installed with it', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Partial<Record<string, string>>;
    };
    const nameOf = (vendor: string): string =>
      vendor
        .split('/')
        .slice(0, vendor.startsWith('@') ? 2 : 1)
        .join('/');
    expect(vendorsOf(server).filter(({ vendor }) => dependencies[nameOf(vendor)] === undefined)).toEqual([]);
  });

  test('of node itself are called by their full name', () => {
    const bare = vendorsOf(files).filter(({ vendor }) => ['fs', 'path', 'crypto', 'http', 'events'].includes(vendor));
    expect(bare).toEqual([]);
  });
});

describe('what a file gives', () => {
  const places = (of: (node: ts.Node) => boolean): string[] =>
    files.flatMap(({ file, syntax }) => syntax.statements.filter(of).map(() => file));

  test('has a name: there is no default export', () => {
    const isDefault = (node: ts.Node): boolean =>
      (ts.isExportAssignment(node) && node.isExportEquals !== true) ||
      (ts.canHaveModifiers(node) &&
        (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false)) ||
      (ts.isExportDeclaration(node) &&
        node.exportClause !== undefined &&
        ts.isNamedExports(node.exportClause) &&
        node.exportClause.elements.some((one) => one.name.text === 'default'));
    expect(places(isDefault)).toEqual([]);
  });

  test('is its own: nothing is passed on whole from another file', () => {
    const isStar = (node: ts.Node): boolean =>
      ts.isExportDeclaration(node) && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause));
    expect(places(isStar)).toEqual([]);
  });
});

/** What the server and its programs in a browser both say: to families, and to workers. */
const contracts = ['conversation/contract.ts', 'queue/contract.ts'];

describe('the code of the browser', () => {
  test('leans on its own program and on the contracts with the server, on nothing else of ours', () => {
    const program = (file: string): string => file.split('/').slice(0, 2).join('/');
    const wrong = arrows(web).filter(({ from, to }) => !contracts.includes(to) && program(to) !== program(from));
    expect(wrong).toEqual([]);
  });

  test('uses nothing of node', () => {
    expect(web.filter(({ imports }) => imports.some(({ from }) => from.startsWith('node:')))).toEqual([]);
  });

  test('is not leaned on by the server', () => {
    expect(arrows(server).filter(({ to }) => isWeb(to))).toEqual([]);
  });

  test('meets contracts that lean on nothing', () => {
    expect(files.filter(({ file }) => contracts.includes(file)).map(({ imports }) => imports)).toEqual([[], []]);
  });
});
