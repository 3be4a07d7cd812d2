import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Act, GRANTS, type Granted } from './e2e/grants';
import { allowed, denied } from './matrix';
import { deployed, idOf, PARTITIONS } from './matrix/deployed';
import { faultsOfRows } from './matrix/table';

// What the grants of each vendor give to a principal of the user's own. `npm run e2e` acts as it; here, the simulator is asked.

const ACTIONS: Record<Act, string> = {
  PutObject: 's3:PutObject',
  GetObject: 's3:GetObject',
  ListObjects: 's3:ListBucket',
  DeleteObject: 's3:DeleteObject',
};

/** A user in a group: what a prefix needs does not fit into the policy of a user. */
const made =
  ({ grant, service, who }: Granted) =>
  (stack: Stack) => {
    const group = new iam.Group(stack, 'Group');
    const grantee = service ? new iam.Role(stack, who, { assumedBy: new iam.ServicePrincipal(service) }) : group;
    grant(new s3.Bucket(stack, 'Bucket'), grantee);
    if (!service) group.addUser(new iam.User(stack, who));
  };

test.each(GRANTS.map((one) => [one.who, one] as const))('%s may do what was granted to it, and no more', async (who, one) => {
  for (const env of PARTITIONS) {
    const here = deployed(made(one), env);
    const bucket = here.arn(idOf(here, 'AWS::S3::Bucket') ?? 'none');
    const rows = Object.entries(one.may).flatMap(([folder, acts]) => [
      ...Object.entries(ACTIONS).flatMap(([act, action]) =>
        (acts.includes(act as Act) ? allowed : denied)(
          `${act} in ${folder}`,
          act === 'ListObjects' ? { resource: bucket, context: { 's3:prefix': `${folder}/` } } : `${bucket}/${folder}/file`,
          action,
        ),
      ),
      ...(acts.length > 0 ? allowed('besides', `${bucket}/${folder}/file`, ...(one.besides ?? [])) : []),
    ]);
    const principal = here.principal(idOf(here, `AWS::IAM::${one.service ? 'Role' : 'User'}`, new RegExp(who)) ?? 'none');
    expect(await faultsOfRows(principal, rows)).toEqual([]);
  }
});
