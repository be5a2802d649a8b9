import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './root';

/** Calls whose words an author reads, and which of their arguments those words are; the last, if it is not told. */
const tellers: Readonly<Record<string, readonly number[]>> = {
  at: [1, 2],
  atName: [1, 2],
  complain: [1, 2],
  missingFile: [1, 2],
  flaw: [2],
};

/** Every message and hint that a file of code can tell an author, with … in the place of what is put in. */
export function messagesIn(file: string): string[] {
  const syntax = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const found: string[] = [];
  const words = (node: ts.Node): string[] => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
    if (ts.isTemplateExpression(node))
      return [[node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…')];
    if (ts.isConditionalExpression(node)) return [...words(node.whenTrue), ...words(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return [...words(node.left), ...words(node.right)];
    if (ts.isParenthesizedExpression(node)) return words(node.expression);
    if (ts.isIdentifier(node)) {
      const constant = constants.get(node.text);
      return constant ? words(constant) : [];
    }
    return [];
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      for (const index of tellers[name] ?? []) {
        const argument = node.arguments[index];
        if (argument) found.push(...words(argument));
      }
    }
    if (ts.isPropertyAssignment(node) && ['message', 'hint'].includes(node.name.getText()))
      found.push(...words(node.initializer));
    if (ts.isFunctionDeclaration(node) && ['hintFor', 'typeHint', 'nearest'].includes(node.name?.text ?? ''))
      ts.forEachChild(node, function returned(inner) {
        if (ts.isReturnStatement(inner) && inner.expression) found.push(...words(inner.expression));
        ts.forEachChild(inner, returned);
      });
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return [...new Set(found)].filter((one) => /\p{L}{2}.*[ …]/u.test(one));
}
