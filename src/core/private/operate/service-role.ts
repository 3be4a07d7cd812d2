import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import { definedProps } from '../provision/defined-props';
import { nameOf, todoOfName } from '../provision/naming';
import { checkAtSynth } from '../synth/at-synth';
import { warnAboutFurtherPermissions } from '../synth/principal';
import { warnAboutReferences } from '../synth/references';
import { guardName } from '../synth/unique-names';

/** A role of the library's own that a service assumes, called like what the construct creates. */
export function serviceRole(scope: Construct, id: string, service: string, naming: NamingOptions = {}, props: Partial<iam.RoleProps> = {}) {
  const { roleName = nameOf(scope, id, undefined, naming) } = props;
  const assumedBy = new iam.ServicePrincipal(service);
  const role = new iam.Role(scope, id, definedProps({ ...props, assumedBy, path: naming.path, roleName }));
  guardName(scope, 'roleName', role, `name of role '${role.node.path}'`, todoOfName(undefined, naming));
  checkAtSynth(scope, (app) => {
    warnAboutFurtherPermissions(app, scope, undefined, role);
    warnAboutReferences(app, scope, { role });
    return [];
  });
  return role;
}
