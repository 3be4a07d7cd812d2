import type { TemplateDocument } from './documents';
import { type Json, list, type NamedPolicy, type ResolvedResource } from './types';

/** Everything of the template that applies to one user, role, or member of a group. */
export interface Gathered {
  readonly identity: NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Names of the groups of a user. */
  readonly groups: string[];
}

/** Finds the policies of a principal: inline, attached, managed, through groups, and the permissions boundary. */
export class Gatherer {
  public constructor(
    private readonly resources: ResolvedResource[],
    private readonly documents: TemplateDocument[],
  ) {}

  /** A user by its physical name; it need not be a resource of the template. */
  public user(name: string): Gathered {
    const user = this.find('AWS::IAM::User', name);
    const added = this.ofType('AWS::IAM::UserToGroupAddition').filter((r) => list(r.properties.Users).includes(name));
    const groups = [...new Set<string>([...list<string>(user?.properties.Groups), ...added.map((r) => r.properties.GroupName)])];
    const own = this.documents.filter((d) => d.users.includes(name));
    return this.gathered([...own, ...groups.flatMap((g) => this.ofGroup(g)), ...this.byArn(user)], user, groups);
  }

  /** A role by its physical name; it need not be a resource of the template. */
  public role(name: string): Gathered {
    const role = this.find('AWS::IAM::Role', name);
    return this.gathered([...this.documents.filter((d) => d.roles.includes(name)), ...this.byArn(role)], role, []);
  }

  /** A user who is in this group of the template and has nothing else. */
  public member(group: string): Gathered {
    return this.gathered(this.ofGroup(group), undefined, [group]);
  }

  private ofGroup(name: string): TemplateDocument[] {
    const group = this.find('AWS::IAM::Group', name);
    if (!group) throw new Error(`group ${name} is not in the template: its policies are unknown`);
    return [...this.documents.filter((d) => d.groups.includes(name)), ...this.byArn(group)];
  }

  private byArn(resource: ResolvedResource | undefined): TemplateDocument[] {
    return list<string>(resource?.properties.ManagedPolicyArns).map((arn) => this.managed(arn, `${resource?.logicalId}.ManagedPolicyArns`));
  }

  private managed(arn: Json, where: string): TemplateDocument {
    const policy = this.ofType('AWS::IAM::ManagedPolicy').find((r) => r.arn === arn);
    const document = this.documents.find((d) => d.logicalId === policy?.logicalId);
    if (!document) throw new Error(`${where}: managed policy ${arn} is not in the template: its content is unknown`);
    return document;
  }

  private gathered(documents: TemplateDocument[], resource: ResolvedResource | undefined, groups: string[]): Gathered {
    const boundary = resource?.properties.PermissionsBoundary;
    return {
      identity: [...new Set(documents)].map(({ name, policy }) => ({ name, policy })),
      boundary: boundary === undefined ? undefined : this.managed(boundary, `${resource?.logicalId}.PermissionsBoundary`),
      groups,
    };
  }

  private ofType(type: string): ResolvedResource[] {
    return this.resources.filter((r) => r.type === type);
  }

  private find(type: string, name: string): ResolvedResource | undefined {
    return this.ofType(type).find((r) => r.ref === name);
  }
}
