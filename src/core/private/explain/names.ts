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
  readonly metadata?: Any;
  readonly deletionPolicy?: string;
  /** The condition on which the deployment has it. */
  readonly condition?: string;
}

/** As CloudFormation makes names, and never the same for two resources. */
export function generated({ logicalId, template, type }: Resource): string {
  const name = `${template.stackName.replace(/[^\w-]/g, '-')}-${logicalId}${template.suffix}`;
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

/** The secret part of an access key, as a text. */
export const secretOf = (key: Resource): string => token({ 'Fn::GetAtt': [key.path, 'SecretAccessKey'] });

/** A resource as its template has it. */
export function resourceIn(
  template: Template,
  logicalId: string,
  { Condition, DeletionPolicy, Metadata, Properties, Type }: Any,
): Resource {
  const path = template.paths.get(logicalId)?.replace(/\/Resource$/, '') ?? `${template.name}/${logicalId}`;
  return {
    template,
    logicalId,
    path,
    type: Type,
    properties: Properties ?? {},
    metadata: Metadata,
    deletionPolicy: DeletionPolicy,
    condition: Condition,
  };
}
