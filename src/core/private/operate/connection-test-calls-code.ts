/** The calls of a connection test: each function returns what is wrong, or nothing. A part of the code of its function. */
export const CALLS_CODE = `const called = async (s3, call, p) => {
  const key = call.Refused ? p.Outside : p.Key;
  const name = call.Call + " of '" + key + "'";
  const input = call.Call === 'ListBuckets' ? {} : { Bucket: p.Bucket, Key: key, Prefix: key, Body: 'connection test' };
  let error;
  try {
    await s3[call.Call[0].toLowerCase() + call.Call.slice(1)](input);
  } catch (thrown) {
    error = thrown;
  }
  const status = error && error.$metadata && error.$metadata.httpStatusCode;
  const passed = !error || (status === 404 && error.name !== 'NoSuchBucket');
  if (call.Refused) {
    if (status === 403) return;
    return passed
      ? name + ', which is outside the prefix and no statement of ' + p.Policy + ' allows, was not refused'
      : name + ': ' + said(error);
  }
  if (passed) return;
  const [action, sid] = (call.Needs.find((need) => error.message.includes(need.split(' ')[0])) || call.Needs[0]).split(' ');
  return call.Call + ' needs ' + action + ', which statement ' + sid + ' of ' + p.Policy + ' should allow. ' + said(error);
};

const entry = (ContextKeyName, value, ContextKeyType) => ({ ContextKeyName, ContextKeyType, ContextKeyValues: [value] });
const OF_EVERY_CALL = [
  entry('aws:SecureTransport', 'true', 'boolean'),
  entry('aws:ViaAWSService', 'false', 'boolean'),
  entry('s3:TlsVersion', '1.2', 'numeric'),
];

const simulated = async (asked, p) => {
  const { EvaluationResults } = await make(IAM).simulatePrincipalPolicy({
    PolicySourceArn: p.Principal,
    ActionNames: asked.Actions,
    ResourceArns: [asked.Resource],
    ContextEntries: [
      ...OF_EVERY_CALL,
      ...Object.entries({ ...p.Network, ...asked.Context }).map(([key, value]) => entry(key, value, key === 'aws:SourceIp' ? 'ip' : 'string')),
    ],
    ResourcePolicy: (asked.OfBucket && p.BucketPolicy) || undefined,
  });
  const wrong = EvaluationResults.find(({ EvalDecision }) => (EvalDecision === 'allowed') === Boolean(asked.Refused));
  if (!wrong) return;
  const { EvalActionName: action, EvalDecision: decision } = wrong;
  const should = asked.Refused
    ? ', which is outside the prefix and no statement of ' + p.Policy + ' allows'
    : ', which statement ' + asked.Sid + ' of ' + p.Policy + ' should allow';
  return action + ' on ' + asked.Resource + should + ', is simulated by IAM as ' + decision;
};

const remove = async (p) => {
  const s3 = make(S3, { region: p.Region });
  const { DeleteMarkers = [], Versions = [] } = await s3.listObjectVersions({ Bucket: p.Bucket, Prefix: p.Key });
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
    if (Key === p.Key) await s3.deleteObject({ Bucket: p.Bucket, Key, VersionId });
  }
};`;
