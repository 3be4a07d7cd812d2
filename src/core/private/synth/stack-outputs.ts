import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { accountOf } from '../env/claims';
import { hasToken, plain, textOf } from '../policy/text';
import { isNameOfValue } from '../validation/resolved-later';
import { isUnresolved } from '../validation/tokens-in-text';
import type { FinalApp } from './final-app';
import { groupedBy } from './grouped-by';
import { oncePerApp } from './once';
import { pseudo } from './pseudo';
import { elementsIn } from './stack-elements';
import { parametersIn } from './template-parameters';

/** A value where it is written. */
export interface Elsewhere {
  readonly stack: Stack;
  readonly value: unknown;
}

/** What an intrinsic of a template stands for that another template writes: a parameter of a nested stack, an output, an export. */
export function inTemplate(app: FinalApp, stack: Stack, intrinsic: unknown): Elsewhere | undefined {
  const output = outputOf(app, stack, intrinsic);
  const { Ref } = Object(intrinsic) as { Ref?: string };
  return output ? { stack: output.stack, value: app.render(output, output.value) } : valuePassedTo(app, stack, Ref);
}

/** The value that the parent passes to the parameter of a nested stack. */
export function valuePassedTo(app: FinalApp, stack: Stack, id: string | undefined): Elsewhere | undefined {
  const passed = passedTo(app, stack, id);
  return passed && !isNameOfValue(parametersIn(app, stack).get(id)) ? passed : undefined;
}

/** What the parent passes to the parameter of a nested stack: its value, or the name of a parameter of Systems Manager that has it. */
export function passedTo(app: FinalApp, stack: Stack, id = ''): Elsewhere | undefined {
  const nested = app.find(stack.nestedStackResource);
  const value: unknown = nested?.Properties.Parameters?.[id];
  return nested && value !== undefined ? { stack: nested.construct.stack, value } : undefined;
}

/** The output that an intrinsic reads. */
export function outputOf(app: FinalApp, stack: Stack, intrinsic: unknown): CfnOutput | undefined {
  const read = Object(intrinsic) as Record<string, unknown>;
  const { 'Fn::GetAtt': attribute, 'Fn::GetStackOutput': output, 'Fn::ImportValue': exported } = read;
  const [id, kind, name] = [attribute ?? []].flat().join('.').split('.');
  if (kind === 'Outputs') {
    const element = app.byId(stack, id)?.construct;
    const nested = element && app.stacks.find(({ nestedStackResource }) => nestedStackResource === element);
    return (nested ? outputsOf(app, nested) : []).find((one) => app.render(one, one.logicalId) === name);
  }
  return output === undefined
    ? exported === undefined
      ? undefined
      : exportedTo(app, stack, exported)
    : outputNamed(app, output as Record<string, unknown>);
}

export const outputsOf = (app: FinalApp, stack: Stack): CfnOutput[] =>
  elementsIn(app, stack).filter((one): one is CfnOutput => one instanceof CfnOutput);

/** What a weak reference written by hand reads. */
function outputNamed(app: FinalApp, { OutputName, StackName }: Record<string, unknown>): CfnOutput | undefined {
  const outputs = app.stacks.filter(({ stackName }) => stackName === StackName).flatMap((one) => outputsOf(app, one));
  return outputs.find((one) => app.render(one, one.logicalId) === OutputName);
}

/** What a stack imports by a name. An export has its name in one region of one account. */
function exportedTo(app: FinalApp, stack: Stack, name: unknown): CfnOutput | undefined {
  return (exportsOf(app).get(nameIn(stack, name)) ?? []).find((one) => isPerhapsThere(one.stack, stack));
}

/** Whether two stacks may be in the same region of the same account. */
export function isPerhapsThere(one: Stack, other: Pick<Stack, 'account' | 'region'>): boolean {
  const isPerhaps = (here: string, there: string) => here === there || isUnresolved(here) || isUnresolved(there);
  return isPerhaps(one.account, other.account) && isPerhaps(one.region, other.region);
}

/** The exports of the same name as that of an output, in its account and region; a name with a token in its stack only. */
export function exportsLike(app: FinalApp, output: CfnOutput): CfnOutput[] {
  const placeOf = (one: CfnOutput) => `${accountOf(one)} ${one.stack.region}`;
  const name = nameIn(output.stack, app.render(output, output.exportName));
  const all = exportsOf(app).get(name) ?? [];
  return all.filter((one) => (hasToken(name) ? one.stack === output.stack : placeOf(one) === placeOf(output)));
}

const exportsOf = oncePerApp((app) => {
  const all = app.stacks.flatMap((one) => outputsOf(app, one)).filter(({ exportName }) => exportName !== undefined);
  return groupedBy(all.map((one) => [nameIn(one.stack, app.render(one, one.exportName)), one]));
});

const nameIn = (stack: Stack, name: unknown): string => textOf(plain(name, (one) => pseudo(stack, one)));
