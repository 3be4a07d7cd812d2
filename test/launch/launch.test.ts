import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateFile } from '../../docs/launch/files';
import { LAUNCHES, made } from '../../docs/launch/launches';
import { capabilityOf } from '../../docs/launch/page';
import { fixedTemplate, rightValues } from '../../docs/launch/template';
import { ENV } from '../matrix/fixtures';
import { refusalOf } from './refused';
import { faultsOfLaunch } from './requests';
import { givenOf, substituted } from './substituted';
import { launched } from './world';

const ALL = [...LAUNCHES].map(([name, launch]) => [name, launch] as const);

/** What the command takes without a bucket for templates: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, read 2026-11-29. */
const MOST_BYTES = 51_200;
const NAMED = 'CAPABILITY_NAMED_IAM';
const MOST_LETTERS = { Description: 1024, parameter: 4000 };

describe.each(ALL)('%s', (name, launch) => {
  const { template, warnings } = made(name);
  const { Metadata, Parameters = {}, Rules, ...rest } = template;

  test('is what the construct makes, but for the parameters', () => {
    const given = givenOf(launch.parameters, rightValues(launch));
    expect(substituted(rest, given)).toEqual(substituted(fixedTemplate(name, launch).template, {}));
    expect(Object.keys(Parameters).sort()).toEqual(Object.keys(given).sort());
    expect(Object.keys(given).filter((one) => !JSON.stringify(rest).includes(`"Ref":"${one}"`))).toEqual([]);
  });

  test('allows what is documented, and nothing else', async () => {
    expect(await faultsOfLaunch(name.split('/')[0], launch, launched(name, launch, ENV))).toEqual([]);
  });

  test('needs no bootstrap, asset or condition, shows no secret, and fits into the command', () => {
    expect(Object.keys(template).filter((one) => /Conditions|Transform|Hooks/.test(one))).toEqual([]);
    expect(JSON.stringify(template)).not.toMatch(/[Bb]ootstrap|[Aa]sset|AWS::CDK|cdk_nag|aws:cdk|"Export"|Fn::ImportValue|\{\{resolve:/);
    expect(JSON.stringify(template.Outputs ?? {})).not.toMatch(/SecretAccessKey|AWS::IAM::AccessKey/);
    expect(readFileSync(join(__dirname, '..', '..', templateFile(name))).length).toBeLessThan(MOST_BYTES);
    expect(template.Description?.length).toBeLessThan(MOST_LETTERS.Description);
    expect(capabilityOf(template)).toBe(/"(Group|ManagedPolicy|Role)Name":"/.test(JSON.stringify(template)) ? NAMED : 'CAPABILITY_IAM');
  });

  test('has warnings only about what existed before', () => {
    const unchecked = /\[ack: cdk-vendor-access:core\.(bucket|principal)Unchecked\]$/;
    expect(warnings.filter((text) => launch.before === undefined || !unchecked.test(text))).toEqual([]);
  });

  test.each(launch.parameters.map((one) => [one.name, one] as const))('%s: CloudFormation refuses what the construct would', (_, one) => {
    const right = rightValues(launch);
    expect(refusalOf(template, right, ENV.account)).toBeUndefined();
    expect(one.wrong.length).toBeGreaterThan(2);
    expect(one.wrong.filter((value) => refusalOf(template, { ...right, [one.name]: value }, ENV.account) === undefined)).toEqual([]);
    const { AllowedPattern, AllowedValues, ConstraintDescription, Description, MaxLength, MinLength, MinValue } = Parameters[one.name];
    expect([Description.length, ConstraintDescription.length].every((length) => length > 5 && length < MOST_LETTERS.parameter)).toBe(true);
    expect(AllowedValues ?? (AllowedPattern && MinLength && MaxLength) ?? MinValue).toBeTruthy();
  });

  test('refuses the own account as the account of the vendor', () => {
    const values = { ...rightValues(launch), VendorAccountId: ENV.account };
    const asks = 'VendorAccountId' in Parameters && !Parameters.VendorAccountId.AllowedValues;
    expect(refusalOf(template, values, ENV.account)?.includes('is the account of this stack') ?? false).toBe(asks);
  });
});
