import { allowed, denied, type Row, throughS3, type World } from '../matrix';
import { bucketOf, idOf, principalOf, vendorOnly } from '../matrix/deployed';
import type { Requests } from '../matrix/requests';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

/** In the form that Datadog gives its files. */
const FILE = 'dt=20261124/hour=14/archive_143201.1234.02aafad5-f525-4592-905e-e962d1a5b2f7.json.gz';

export const REQUESTS: Requests = {
  asked(name, here) {
    const bucket = bucketOf(here, /^(Archive|Mine)/);
    const object = `${bucket}/${name === 'prefix' ? 'logs/prod/' : ''}${FILE}`;
    return [
      {
        who: principalOf(here),
        rows: rows(name, here, bucket, object),
        place: { bucket, object },
        tls: !['rehydrate-only', 'imported-bucket'].includes(name),
      },
    ];
  },
  trusted: (name, here) => {
    const role = idOf(here, 'AWS::IAM::Role') ?? 'none';
    const trusted = vendorOnly(here, role, VENDOR_ACCOUNT, EXTERNAL_ID);
    return [name === 'pending-role' ? { ...trusted, expected: [] } : trusted];
  },
};

function rows(name: string, here: World, bucket: string, object: string): Row[] {
  const key = idOf(here, 'AWS::KMS::Key');
  const onKey = (why: string, action: string) =>
    key
      ? [
          ...allowed(why, { resource: here.arn(key), context: throughS3(here.env) }, action),
          ...denied('calls KMS itself', here.arn(key), action),
        ]
      : [];
  const day = { resource: bucket, context: { 's3:prefix': `${name === 'prefix' ? 'logs/prod/' : ''}dt=20261124/` } };
  return [
    ...(name.includes('rehydrate-only')
      ? []
      : [...allowed('uploads', object, 's3:PutObject'), ...onKey('encrypts', 'kms:GenerateDataKey')]),
    ...(name.includes('archive-only')
      ? []
      : [
          ...allowed('finds the files of a time range', day, 's3:ListBucket'),
          ...allowed('the page limits the listing to no path', bucket, 's3:ListBucket'),
          ...allowed('reads them', object, 's3:GetObject'),
        ]),
    ...onKey('decrypts', 'kms:Decrypt'),
    ...(name === 'prefix' ? outside(bucket) : []),
  ];
}

const outside = (bucket: string): Row[] =>
  [`${bucket}/other/${FILE}`, `${bucket}/logs/production/${FILE}`, `${bucket}/${FILE}`].flatMap((object) =>
    denied('outside of the prefix', object, 's3:PutObject', 's3:GetObject'),
  );
