import { CALLS_CODE } from './connection-test-calls-code';

/**
 * The code of the function, for the Node.js runtime of AWS Lambda, which brings the AWS SDK. As text in the template: it needs no asset and no bundler,
 * and everyone can read there what acts with the access key.
 *
 * It writes no log: neither the event, which holds the address for the answer, nor the secret. Of an error, it repeats only what AWS said.
 */
export const CONNECTION_TEST_CODE = `const https = require('https');
const { setTimeout: sleep } = require('timers/promises');
const { S3 } = require('@aws-sdk/client-s3');
const { IAM } = require('@aws-sdk/client-iam');
const { SecretsManager } = require('@aws-sdk/client-secrets-manager');

const make = (Client, more) => new Client({ requestHandler: { connectionTimeout: 5000, requestTimeout: 15000 }, ...more });
const said = (error) => (error.$metadata ? error.name + ': ' + error.message : error.name + ' ' + (error.code || ''));

// IAM applies changes within minutes: seconds between attempts, for the whole test
const until = async (waits, attempt) => {
  for (;;) {
    const problem = await attempt();
    if (!problem) return;
    if (waits.length === 0) throw new Error(problem);
    await sleep(waits.shift() * 1000);
  }
};

const doing = (what, act) => async () => {
  try {
    await act();
  } catch (error) {
    return what + ': ' + said(error);
  }
};

${CALLS_CODE}

const test = async (p) => {
  const waits = [1, 2, 4, 8, 15, 30, 30, 30];
  const writes = p.Locked === 'no';
  let s3;
  let failed;
  if (p.Secret) {
    await until(waits, doing('cannot read the secret', async () => {
      const { SecretString } = await make(SecretsManager).getSecretValue({ SecretId: p.Secret });
      const [accessKeyId, secretAccessKey] = p.Fields.map((field) => JSON.parse(SecretString)[field]);
      s3 = make(S3, { region: p.Region, credentials: { accessKeyId, secretAccessKey } });
    }));
  }
  try {
    for (const call of p.Calls || []) {
      if (writes || !call.Object) await until(waits, () => called(s3, call, p));
    }
    for (const asked of p.Simulated || []) {
      if (!writes || !asked.Instead) await until(waits, () => simulated(asked, p).catch(said));
    }
  } catch (error) {
    failed = error;
  }
  if (s3 && writes) await until([...waits, 5, 10], doing("cannot remove '" + p.Key + "'", () => remove(p))).catch((error) => { failed = failed || error; });
  if (failed) throw failed;
};

exports.handler = async (event) => {
  const { LogicalResourceId, PhysicalResourceId, RequestId, RequestType, ResourceProperties: p, StackId } = event;
  const answer = { LogicalResourceId, RequestId, StackId, Status: 'SUCCESS', PhysicalResourceId };
  try {
    // a rollback returns to what has been tested
    if (RequestType !== 'Delete' && PhysicalResourceId !== p.State) await test(p);
    if (RequestType !== 'Delete') answer.PhysicalResourceId = p.State;
  } catch (error) {
    Object.assign(answer, { Status: 'FAILED', Reason: 'Connection test of ' + p.Path + ' failed: ' + error.message.slice(0, 2000) });
    answer.PhysicalResourceId = PhysicalResourceId || p.State;
  }
  const body = JSON.stringify(answer);
  await new Promise((resolve, reject) => {
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    https.request(event.ResponseURL, { method: 'PUT', headers }, (got) => got.resume().on('end', resolve)).on('error', reject).end(body);
  });
};
`;
