import { arnAccount } from './arns';
import { type Context, ISSUED } from './context';
import { POLICY_TYPES, refuseTokens, refuseUnsound, type TemplateDocument, templateDocuments } from './documents';
import { type Gathered, Gatherer } from './principals';
import { resolveTemplate } from './resolve';
import { type Actor, judge, judgeAll, type RequestOptions, type Surroundings, simulate, type Verdict } from './simulate';
import type { Environment, NamedPolicy, PolicyDocument, ResolvedResource, Template } from './types';

const open = (more: object): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }],
});
/** Not signed: the token in it decides. */
const BY_TOKEN = 'sts:AssumeRoleWithWebIdentity';
const OPEN_IDENTITY: NamedPolicy = { name: 'open', policy: open({}) };
const OPEN_RESOURCE = open({ Principal: '*' });

// Types whose policies are not modelled: a request to their service would be judged without them.
const UNMODELLED: Record<string, string> = {
  sns: 'AWS::SNS::TopicPolicy',
  sqs: 'AWS::SQS::QueuePolicy',
  lambda: 'AWS::Lambda::Permission',
};

/** A principal, ready to be asked what it can do. */
export class Who {
  public constructor(
    private readonly world: Surroundings,
    public readonly actor: Actor,
  ) {}

  public get arn(): string {
    return this.actor.arn;
  }

  /**
   * Whether the request is allowed. A list of resources is one request that needs them all.
   *
   * A resource of another account is taken as open to everybody, so that a denial is the work of the template's own policies.
   */
  public can(action: string, resource: string | string[], options: RequestOptions = {}): Promise<Verdict> {
    return Array.isArray(resource)
      ? judgeAll(this.world, this.actor, action, resource, options)
      : judge(this.world, this.actor, action, resource, options);
  }

  /** The federated user that this user makes with sts:GetFederationToken. */
  public federated(name: string, session: PolicyDocument): Who {
    const [, partition, , , account] = this.arn.split(':');
    const arn = `arn:${partition}:sts::${account}:federated-user/${name}`;
    return new Who(this.world, { ...this.actor, arn, userName: undefined, session });
  }

  /** This user with credentials that it made from its access key by sts:GetSessionToken, which AWS lets every user do. */
  public withSessionToken(issued = ISSUED): Who {
    if (!this.arn.includes(':user/')) throw new Error(`${this.arn} is no IAM user: it has no key to make a session from`);
    return new Who(this.world, { ...this.actor, issued });
  }

  /** The same principal with a policy in addition that allows everything: what is denied is denied by its other ones. */
  public withEverything(): Who {
    return new Who(this.world, { ...this.actor, identity: [...this.actor.identity, OPEN_IDENTITY] });
  }

  /** A session of this role that was assumed with a session policy. */
  public session(session: PolicyDocument): Who {
    return new Who(this.world, { ...this.actor, session });
  }
}

/** Whom canAssume asks for. */
export interface AssumeOptions {
  /** An ARN, such as that of the OIDC provider that issued a token, or a service principal such as `vmie.amazonaws.com`. */
  readonly principalArn: string;
  readonly externalId?: string;
  /** All that is asked of the trust policy. Default: `sts:AssumeRole` */
  readonly actions?: readonly string[];
  readonly context?: Context;
}

/** A deployed template: its principals, buckets, keys and roles. */
export class World implements Surroundings {
  /** @throws when the template has unresolved tokens, resources that are no full ARNs, unknown condition operators, or intrinsics without a value */
  public static fromTemplate(template: Template, env: Environment): World {
    refuseTokens(template);
    return new World(template, env);
  }

  public readonly documents: TemplateDocument[];
  public readonly resources: ReadonlyMap<string, ResolvedResource>;
  private readonly gatherer: Gatherer;

  private constructor(
    private readonly template: Template,
    public readonly env: Environment,
  ) {
    this.resources = resolveTemplate(template, env, POLICY_TYPES);
    this.documents = templateDocuments(this.resources.values());
    for (const { name, policy } of this.documents) refuseUnsound(name, policy);
    const buckets = this.documents.filter((d) => d.kind === 'bucket').map((d) => d.protects);
    const twice = buckets.find((bucket, i) => buckets.indexOf(bucket) !== i);
    if (twice) throw new Error(`bucket ${twice} has two bucket policies`);
    this.gatherer = new Gatherer([...this.resources.values()], this.documents);
  }

  /** A user or role by its logical id; for a group, a user who is its member and nothing else. */
  public principal(logicalId: string): Who {
    const { type, ref: name = '' } = this.resource(logicalId);
    switch (type) {
      case 'AWS::IAM::User':
        return this.who(this.arn(logicalId), this.gatherer.user(name), name);
      case 'AWS::IAM::Role':
        return this.who(this.arn(logicalId), this.gatherer.role(name));
      case 'AWS::IAM::Group':
        return this.who(this.iamArn(`user/member-of-${name}`), this.gatherer.member(name), `member-of-${name}`);
      default:
        throw new Error(`${logicalId} is a ${type}, not a user, role or group`);
    }
  }

  /** The only user, role or group of the template. */
  public principalOfType(type: 'AWS::IAM::User' | 'AWS::IAM::Role' | 'AWS::IAM::Group'): Who {
    return this.principal(this.only(type));
  }

  /** A user or role of the own account by name, which the template does not make but attaches policies to. */
  public existing(kind: 'user' | 'role', name: string): Who {
    return this.who(this.iamArn(`${kind}/${name}`), this.gatherer[kind](name), kind === 'user' ? name : undefined);
  }

  /** A principal of another account that may do anything there: the policies of the template's resources decide. */
  public stranger(arn: string): Who {
    if (arnAccount(arn) === undefined || arnAccount(arn) === this.env.account) throw new Error(`${arn} is no principal of another account`);
    return new Who(this, { arn, identity: [OPEN_IDENTITY] });
  }

  /** Whether the trust policy of a role lets a principal, which may do anything else, assume it. */
  public async canAssume(
    roleLogicalId: string,
    { actions = ['sts:AssumeRole'], context, externalId, principalArn }: AssumeOptions,
  ): Promise<Verdict> {
    const speaks = principalArn.startsWith('arn:') && !principalArn.includes(':oidc-provider/'); // others have no policy of their own
    const actor: Actor = { arn: principalArn, identity: speaks ? [OPEN_IDENTITY] : [] };
    const externalContext: Context = externalId === undefined ? {} : { 'sts:ExternalId': externalId };
    const options = { context: { ...externalContext, ...context } };
    const ask = (action: string) => (action === BY_TOKEN ? simulate : judge)(this, actor, action, this.arn(roleLogicalId), options);
    const verdicts = await Promise.all(actions.map(ask));
    return verdicts.find((verdict) => verdict !== 'Allowed') ?? 'Allowed';
  }

  /** The logical id of the only resource of a type. */
  public only(type: string): string {
    const found = [...this.resources.values()].filter((r) => r.type === type);
    if (found.length !== 1) throw new Error(`the template has ${found.length} resources of type ${type}, not one`);
    return found[0].logicalId;
  }

  /** The physical name (what Ref returns) of a resource. */
  public ref(logicalId: string): string {
    const { ref, type } = this.resource(logicalId);
    if (ref === undefined) throw new Error(`${logicalId}: ${type} has no known name`);
    return ref;
  }

  /** The ARN of a resource. */
  public arn(logicalId: string): string {
    const { arn, type } = this.resource(logicalId);
    if (arn === undefined) throw new Error(`${logicalId}: ${type} has no known ARN`);
    return arn;
  }

  public endpoint(logicalId: string): { id: string; policy?: PolicyDocument } {
    const id = this.ref(logicalId);
    return { id, policy: this.documents.find((d) => d.kind === 'endpoint' && d.protects === id)?.policy };
  }

  public resourcePolicy(action: string, resource: string, owner: string): PolicyDocument | undefined {
    const service = action.split(':')[0];
    if (resource === '*') return undefined;
    if (owner !== this.env.account) return OPEN_RESOURCE;
    if (Object.values(this.template.Resources ?? {}).some((r) => r.Type === UNMODELLED[service])) {
      throw new Error(`${action}: the harness does not know how ${UNMODELLED[service]} applies`);
    }
    const find = (kind: string, name: string): PolicyDocument | undefined =>
      this.documents.find((d) => d.kind === kind && d.protects === name)?.policy;
    if (service === 's3') return find('bucket', resource.split(':::')[1]?.split('/')[0]);
    // A key without a policy in the template has the default one, which leaves the decision to identity policies.
    if (service === 'kms') return find('key', resource) ?? open({ Principal: { AWS: this.iamArn('root') } });
    if (service === 'secretsmanager') return find('secret', resource);
    return service === 'sts' ? find('trust', resource) : undefined;
  }

  private resource(logicalId: string): ResolvedResource {
    const resource = this.resources.get(logicalId);
    if (!resource) throw new Error(`no such resource: ${logicalId} (or not of a type that has to do with policies)`);
    return resource;
  }

  private iamArn(rest: string): string {
    return `arn:${this.env.partition}:iam::${this.env.account}:${rest}`;
  }

  private who(arn: string, { identity, boundary }: Gathered, userName?: string): Who {
    return new Who(this, { arn, userName, identity, boundary });
  }
}
