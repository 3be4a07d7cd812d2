import { LocalAws } from '../local-aws/local-aws';
import type { Target } from './target';

/** A local AWS of this run's own, bootstrapped for the CDK. */
export async function localTarget(): Promise<Target> {
  return targetOf(await LocalAws.start({ log: (line) => process.stdout.write(`\n  ${line}`) }));
}

export function targetOf(aws: LocalAws): Target {
  const shell = Object.entries(aws.environment).filter(([name]) => /^(AWS_|NODE_EXTRA)/.test(name) && aws.environment[name]);
  return {
    kind: 'local',
    account: aws.account,
    region: aws.region,
    config: (credentials) => aws.clientConfig(credentials),
    plainHttp: (credentials) => ({ ...aws.clientConfig(credentials), endpoint: aws.httpEndpoint }),
    aws: (args, credentials, options) => aws.aws(args, credentials, options),
    cli: (credentials) => aws.cli(credentials),
    cdk: (args, options) => aws.cdk(args, options),
    otherAccount: (account) => ({ accessKeyId: account, secretAccessKey: 'test' }),
    traces: [aws.directory],
    howToLook: [...shell.map(([name, value]) => `export ${name}='${value}'`), 'aws s3 ls', 'aws cloudformation describe-stacks'].join(
      '\n  ',
    ),
    close: () => aws.stop(),
  };
}
