import type { Launch } from '../../docs/launch/launch';
import { faultsOf, STRANGER } from '../matrix/denied';
import { vendorOnly } from '../matrix/deployed';
import type { Asked, Trusted } from '../matrix/requests';
import { denied, type Row } from '../matrix/table';
import type { World } from '../matrix/world';
import { faultsOfTrust, granted, lintOfCase, REQUESTS } from '../requests';

/**
 * The requests of the case that it is like; the calls to EC2 that must be denied are asked there only, because they take most of the time. A plain
 * bucket of a test has no policy, one that a template makes has.
 */
function askedOf(vendor: string, { denies, like }: Launch, here: World): Asked[] {
  const turned = (row: Row): Row => (row.expect === 'allow' && denies?.(row) ? { ...row, expect: 'deny' } : row);
  const tls = here.documents.some(({ kind, policy }) => kind === 'bucket' && JSON.stringify(policy).includes('aws:SecureTransport'));
  return REQUESTS[vendor]
    .asked(like, here)
    .map((one) => ({ ...one, rows: one.rows.map(turned).filter((row) => row.expect === 'allow' || 'action' in row), tls }));
}

/** Of a bucket that is not the product's: another name, the name with letters after it, and the name in another account. */
function elsewhere({ anyBucket = [], place, rows, who }: Asked): Asked {
  const bucket = place?.bucket ?? '';
  const names = [`${bucket}-2`, bucket.replace(/:::.*/, ':::other')];
  const used = [
    ...new Set(rows.flatMap((row) => ('action' in row && row.action.startsWith('s3:') && row.expect === 'allow' ? [row.action] : []))),
  ];
  const on = (action: string, name: string) => (/Bucket|Lifecycle|List(?!Multipart)/.test(action) ? name : `${name}/file`);
  const asked = used
    .filter((action) => action !== 's3:ListAllMyBuckets' && !anyBucket.includes(action))
    .flatMap((action) => [
      ...names.flatMap((name) => denied('another bucket', on(action, name), action)),
      ...denied('the same name, of a stranger', { resource: on(action, bucket), account: STRANGER }, action),
    ]);
  return { who, rows: place ? asked : [] };
}

/** A role for the vendor is for the vendor alone, with the external id. */
function trustedOf(vendor: string, { like, parameters }: Launch, here: World): Trusted[] {
  const value = (name: string) => here.env.parameters?.[parameters.find((one) => one.name === name)?.name ?? ''];
  const [account, id] = [value('VendorAccountId'), value('ExternalId')];
  const [role] = [...here.resources].find(([, { type }]) => type === 'AWS::IAM::Role') ?? [];
  return account && id && role ? [vendorOnly(here, role, account, id)] : [...(REQUESTS[vendor].trusted?.(like, here) ?? [])];
}

/** What is wrong with a template that is deployed with right values: documented is not allowed, or more than that is. */
export async function faultsOfLaunch(vendor: string, launch: Launch, here: World): Promise<string[]> {
  const faults = await lintOfCase(vendor, here);
  const touched = granted(vendor).map((action) => action.split(':')[0]);
  for (const asked of askedOf(vendor, launch, here)) {
    faults.push(...(await faultsOf(here, asked, touched, false)), ...(await faultsOf(here, elsewhere(asked), touched, false)));
  }
  for (const trusted of trustedOf(vendor, launch, here)) faults.push(...(await faultsOfTrust(here, trusted)));
  return faults;
}
