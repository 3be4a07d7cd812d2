import * as iam from 'aws-cdk-lib/aws-iam';
import type { IamUserAccessOptions } from '../../vendor-access-options';
import { rememberUser } from '../env/shared-principals';
import { promise } from '../synth/promise';
import { guardName } from '../synth/unique-names';
import { IAM_USER } from '../validation/principal-options';
import { recipe } from '../validation/prop-types';
import { keyInSecret } from './access-key-secret';
import { toGroup } from './attachment';
import type { Binding } from './binding';
import { definedProps } from './defined-props';
import { nameOf, rememberNaming, todoOfName } from './naming';
import { everywhere } from './networks';

/**
 * Creates a user that gets the policy through a group. A secret in Secrets Manager references its key, which appears nowhere else.
 *
 * A group, because auditors reject policies on users (CIS, Security Hub IAM.2).
 */
export function newUser(wanted: IamUserAccessOptions | undefined): Binding {
  const { options, problems } = recipe('VendorAccess.iamUser', wanted, IAM_USER);
  return {
    kind: 'iamUser',
    problems,
    naming: options,
    bind(scope, product) {
      const { path, permissionsBoundary } = options;
      const userName = nameOf(scope, 'User', options.userName, options);
      const groupName = nameOf(scope, 'Group', options.groupName, options);
      const user = new iam.User(scope, 'User', definedProps({ userName, permissionsBoundary, path }));
      guardName(scope, 'userName', user, 'userName', todoOfName(options.userName, options));
      const group = new iam.Group(scope, 'Group', definedProps({ groupName, path }));
      guardName(scope, 'groupName', group, `name of group '${group.node.path}'`, todoOfName(options.groupName, options));
      user.addToGroup(group);
      promise(scope, user, options.permissionsBoundary && { PermissionsBoundary: options.permissionsBoundary.managedPolicyArn });
      promise(scope, group);
      const key = keyInSecret(scope, user, options, product);
      rememberNaming(user, options);
      const refusesSessions = options.allowSessionTokens ? undefined : 'everywhere';
      rememberUser(user, { construct: scope, group, hasKey: key !== undefined, refusesSessions: refusesSessions !== undefined });
      const onlyFrom = everywhere(user, options.onlyFrom);
      return {
        arn: user.userArn,
        user,
        secret: key?.secret,
        secretFields: key?.fields,
        refusesSessions,
        onlyFrom,
        naming: options,
        attach: toGroup(group),
      };
    },
  };
}
