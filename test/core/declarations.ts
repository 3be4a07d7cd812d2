import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

// What users can call and give, read from the sources: a prop, option, method or factory that is added is found by itself.

export interface Param {
  readonly name: string;
  /** As it is written. */
  readonly type: string;
  readonly optional: boolean;
  readonly doc: string;
}

export interface Callable {
  readonly owner: string;
  /** `constructor`, or the name of the method. */
  readonly name: string;
  readonly isStatic: boolean;
  readonly params: readonly Param[];
  readonly returns: string;
}

export interface Declarations {
  readonly structs: ReadonlyMap<string, readonly Param[]>;
  readonly callables: readonly Callable[];
}

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? (name === 'private' ? [] : files(path)) : path.endsWith('.ts') ? [path] : [];
  });

export function declarationsOf(folder: string): Declarations {
  const nodes = files(folder).flatMap((file) =>
    [...ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).statements].filter(isExported),
  );
  const interfaces = new Map(nodes.filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node]));
  const membersOf = (node: ts.InterfaceDeclaration): Param[] => [
    ...(node.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) => {
        const parent = interfaces.get(expression.getText());
        return parent ? membersOf(parent) : [];
      }),
    ),
    ...node.members.filter(ts.isPropertySignature).map(paramOf),
  ];
  return {
    structs: new Map([...interfaces].filter(([name]) => !/^I[A-Z]/.test(name)).map(([name, node]) => [name, membersOf(node)])),
    callables: nodes.filter(ts.isClassDeclaration).flatMap(callablesOf),
  };
}

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const paramOf = (node: ts.PropertySignature | ts.ParameterDeclaration): Param => ({
  name: node.name.getText(),
  type: node.type?.getText() ?? '',
  doc: ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => doc.getText())
    .join(''),
  optional: node.questionToken !== undefined || (ts.isParameter(node) && node.initializer !== undefined),
});

function callablesOf(node: ts.ClassDeclaration): Callable[] {
  const owner = node.name?.text ?? '';
  const has = (member: ts.Node, kind: ts.SyntaxKind) =>
    ts.canHaveModifiers(member) && (ts.getModifiers(member) ?? []).some((one) => one.kind === kind);
  const isPublic = (member: ts.Node) =>
    !has(member, ts.SyntaxKind.PrivateKeyword) && !has(member, ts.SyntaxKind.ProtectedKeyword) && !/@internal/.test(member.getFullText());
  return node.members.flatMap((member) => {
    if (!(ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member)) || !isPublic(member) || member.parameters.length === 0) {
      return [];
    }
    const name = ts.isConstructorDeclaration(member) ? 'constructor' : member.name.getText();
    const params = member.parameters.map(paramOf);
    const returns = member.type?.getText() ?? owner;
    return [{ owner, name, isStatic: has(member, ts.SyntaxKind.StaticKeyword), params, returns }];
  });
}
