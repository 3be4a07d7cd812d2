import { GENERATED } from '../model/names';
import { token } from '../policy/text';
import type { Any, Template } from './assembly';

/** A resource of a template. */
export interface Resource {
  readonly template: Template;
  readonly logicalId: string;
  /** Its construct, without the L1. */
  readonly path: string;
  readonly type: string;
  readonly properties: Any;
  readonly deletionPolicy?: string;
}

/** Looks like a name of CloudFormation, so that it differs from each name that a policy can contain. */
export function generated({ logicalId, template, type }: Resource): string {
  const name = `${template.name.replace(/[^\w-]/g, '-')}-${logicalId}${GENERATED}`;
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

/** The secret part of an access key, as a text. */
export const secretOf = (key: Resource): string => token({ 'Fn::GetAtt': [key.path, 'SecretAccessKey'] });
