import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NewRoleOptions } from '../../new-role-options';
import type { Workload } from '../../workload';
import { HANDED_BY } from '../env/shared-principals';
import { checkAtSynth } from '../synth/at-synth';
import { WORKLOAD_TRUST } from '../synth/principal-promise-rules';
import { askedStatements, promise, written } from '../synth/promise';
import { subjectOf } from '../synth/subjects';
import { warnAboutAudience } from '../synth/token-audience';
import { madeBy } from '../validation/basic-types';
import { finding } from '../validation/errors';
import { structOf, within } from '../validation/nested-types';
import { NEW_ROLE } from '../validation/principal-options';
import { recipe, required, struct } from '../validation/prop-types';
import { isUnresolved } from '../validation/tokens-in-text';
import { toRole } from './attachment';
import type { Binding } from './binding';
import { everywhere } from './networks';
import { askedOfRole, newRole, TrustedBy } from './new-role';

const WORKLOAD = madeBy<Workload>('_trust', 'Workload', 'For example, Workload.podIdentity({ ... }).', (what, got, place) =>
  within(what, place, got._trust.problems),
);

const WORKLOAD_ROLE = struct<{ workload: Workload; options?: NewRoleOptions }>({
  workload: required(WORKLOAD),
  options: structOf(NEW_ROLE),
});

const ON_PURPOSE = 'create the role yourself, and use VendorAccess.existingRole';

/** A role that one workload assumes, and nobody else. */
export function workloadRole(workload: Workload, wanted: NewRoleOptions | undefined): Binding {
  const given = recipe('VendorAccess.workloadRole', { workload, options: wanted }, WORKLOAD_ROLE);
  return {
    kind: 'workloadRole',
    problems: given.problems,
    naming: given.options.options,
    bind(scope, product) {
      const { options = {}, workload } = given.options;
      const { handedBy, session, statement } = workload._trust;
      const issuer = workload._trust.issuer?.();
      const isLater = isUnresolved(issuer);
      const trusted = statement(scope, isLater ? ISSUER : issuer);
      const role = newRole(scope, product, options, new TrustedBy(trusted));
      const trust = isLater ? {} : askedStatements('AssumeRolePolicyDocument', [written(trusted)]);
      if (isLater) {
        trustAsText(scope, role, trusted, issuer);
      }
      checkAtSynth(scope, (app) => warnAboutAudience(app, scope, subjectOf(app, role)));
      if (handedBy) {
        HANDED_BY.set(role.node.defaultChild ?? role, handedBy);
      }
      promise(scope, role, { ...trust, ...askedOfRole(options) }, { rules: [WORKLOAD_TRUST], onPurpose: ON_PURPOSE });
      return {
        arn: role.roleArn,
        role,
        session: session(scope),
        onlyFrom: everywhere(role, options.onlyFrom),
        naming: options,
        attach: toRole(role),
      };
    },
  };
}

const ISSUER = 'ISSUER';

/**
 * A trust policy as one text. The keys of its conditions contain the issuer, which for a cluster of the app is known at deployment only:
 * CloudFormation takes a reference in a text, but not in a key.
 */
function trustAsText(scope: Construct, role: iam.Role, statement: iam.PolicyStatement, issuer: string | undefined): void {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement.toStatementJson()] });
  const text = document.replaceAll(`"${ISSUER}:`, `"${issuer}:`);
  const l1 = role.node.defaultChild as iam.CfnRole | undefined;
  if (!l1) {
    return; // the role exists already (customizeRoles)
  }
  l1.assumeRolePolicyDocument = {};
  l1.addPropertyOverride('AssumeRolePolicyDocument', text); // CDK's own property takes no text
  const todo = `To allow others intentionally, ${ON_PURPOSE}.`;
  const what = `trust policy of '${role.node.path}'`;
  checkAtSynth(scope, () =>
    role.assumeRolePolicy?.statementCount === 1
      ? []
      : [finding(what, 'statements that the construct did not create', 'the workload alone', todo)],
  );
}
