import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import { definedProps } from '../provision/defined-props';
import { nameOf, todoOfName } from '../provision/naming';
import type { Asking, Origin } from '../synth/asking';
import { checkAtSynth } from '../synth/at-synth';
import { warnAboutDenials } from '../synth/denials';
import { warnAboutEndpoints } from '../synth/endpoint-denials';
import type { FinalApp } from '../synth/final-app';
import { lazily } from '../synth/once';
import { recordGrants } from '../synth/own-grants';
import { warnAboutFurtherPermissions } from '../synth/principal';
import { askedStatements, promise, written } from '../synth/promise';
import { warnAboutReferences } from '../synth/references';
import { situationOf } from '../synth/situation';
import { guardName } from '../synth/unique-names';

/** A role of the library's own. */
export interface ServiceRole {
  /** The service that assumes it. */
  readonly service: string;
  /** Construct id. */
  readonly id: string;
  /** How what the construct creates is called. */
  readonly naming?: NamingOptions;
  readonly props: Pick<iam.RoleProps, 'description' | 'roleName'>;
  /** Its policy. */
  readonly policyName: string;
  readonly statements: readonly iam.PolicyStatement[];
  /** The construct that promises it. Default: its scope */
  readonly promisedBy?: Construct;
  /** What it calls, and from where: what stops it is said. */
  readonly calls: Pick<Asking, 'bucket' | 'isUntagged' | 'needs' | 'secret' | 'secretKey'> & {
    readonly who: string;
    readonly from?: (app: FinalApp) => readonly Origin[];
  };
}

/** Creates the role, and looks in the final app for what it can do besides, and for what stops it. */
export function serviceRole(scope: Construct, wanted: ServiceRole): iam.Role {
  const { calls, id, naming = {}, policyName, props, promisedBy = scope, service, statements } = wanted;
  const { roleName = nameOf(scope, id, undefined, naming) } = props;
  const assumedBy = new iam.ServicePrincipal(service);
  const inlinePolicies = { [policyName]: new iam.PolicyDocument({ statements: [...statements] }) };
  const role = new iam.Role(scope, id, definedProps({ ...props, assumedBy, inlinePolicies, path: naming.path, roleName }));
  guardName(scope, 'roleName', role, `name of role '${role.node.path}'`, todoOfName(undefined, naming));
  const trust = new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [assumedBy] });
  const document = { Statement: statements.map(written), Version: '2012-10-17' };
  const policies = { Policies: [{ PolicyDocument: document, PolicyName: policyName }] };
  promise(promisedBy, role, { ...askedStatements('AssumeRolePolicyDocument', [written(trust)]), ...policies });
  recordGrants(role, statements);
  checkAtSynth(scope, (app) => {
    const asking = { ...calls, from: calls.from?.(app), policy: role, role };
    warnAboutFurtherPermissions(app, scope, undefined, role);
    warnAboutReferences(app, scope, { role });
    const situation = lazily(() => situationOf(app, asking));
    warnAboutDenials(app, scope, asking, situation);
    warnAboutEndpoints(app, scope, asking, situation);
    return [];
  });
  return role;
}
