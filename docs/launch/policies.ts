// The policies of a template as texts for Terraform's templatefile(), and for any program that replaces ${…}.

import type { Json } from '../../test/matrix/types';
import { readable } from '../../test/util';
import { snake, stemOf } from './names';
import type { Whole } from './template';

/** A policy with a placeholder in place of each value that only a deployment knows. */
export interface PolicyText {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly logicalId: string;
  readonly kind: 'permissions' | 'trust' | 'bucket policy' | 'endpoint policy';
  readonly text: string;
  /** What each placeholder stands for, as CloudFormation has it. */
  readonly placeholders: ReadonlyMap<string, Json>;
}

const KINDS: Record<string, readonly [kind: PolicyText['kind'], property: string, ending: string]> = {
  'AWS::IAM::ManagedPolicy': ['permissions', 'PolicyDocument', ''],
  'AWS::IAM::Role': ['trust', 'AssumeRolePolicyDocument', '-trust'],
  'AWS::S3::BucketPolicy': ['bucket policy', 'PolicyDocument', ''],
  'AWS::EC2::VPCEndpoint': ['endpoint policy', 'PolicyDocument', '-policy'],
};

/** No template makes two of a type that its policies name. */
const OF_RESOURCES: Record<string, string> = {
  'AWS::EC2::SecurityGroup.GroupId': 'security_group_id',
  'AWS::EC2::Subnet.Ref': 'subnet_id',
  'AWS::S3::Bucket.Arn': 'bucket_arn',
};

export function policyTexts(template: Whole): PolicyText[] {
  return Object.entries<Json>(template.Resources ?? {}).flatMap(([logicalId, { Properties, Type }]) => {
    if (!(Type in KINDS)) return [];
    const [kind, property, ending] = KINDS[Type];
    const texts = new Texts(template);
    const text = `${readable(texts.of(Properties[property]))}\n`;
    return [{ name: `${snake(stemOf(logicalId)).replaceAll('_', '-')}${ending}`, logicalId, kind, text, placeholders: texts.placeholders }];
  });
}

class Texts {
  public readonly placeholders = new Map<string, Json>();

  public constructor(private readonly template: Whole) {}

  public of(value: Json): Json {
    if (typeof value === 'string') return escaped(value);
    if (Array.isArray(value)) return value.map((item) => this.of(item));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, arg] = ['', undefined], ...more] = Object.entries<Json>(value);
    if (key === 'Fn::Join' && arg[0] === '') return arg[1].map((part: Json) => this.of(part)).join('');
    if (key === 'Ref' || key.startsWith('Fn::')) return this.placeholder(value, more.length);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [escaped(name), this.of(item)]));
  }

  private placeholder(intrinsic: Json, others: number): string {
    const name = others === 0 ? this.nameOf(intrinsic) : undefined;
    const same = JSON.stringify(this.placeholders.get(name ?? '') ?? intrinsic) === JSON.stringify(intrinsic);
    if (name === undefined || !same) throw new Error(`no placeholder for ${JSON.stringify(intrinsic)}`);
    this.placeholders.set(name, intrinsic);
    return `\${${name}}`;
  }

  private nameOf({ 'Fn::GetAtt': attribute, Ref: name = '' }: Json): string | undefined {
    const [logicalId, what] = attribute ?? [name, 'Ref'];
    const resource = this.template.Resources?.[logicalId];
    if (resource) return OF_RESOURCES[`${resource.Type}.${what}`];
    return attribute ? undefined : snake(name.replace('AWS::', ''));
  }
}

/** What Terraform would otherwise take for its own: policy variables of IAM, and directives. */
const escaped = (text: string): string => text.replaceAll('${', '$$${').replaceAll('%{', '%%{');
