import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { AwsCli } from '../local-aws/aws-cli';
import type { Credentials, Outcome, RunOptions } from '../local-aws/local-aws';

/** The part of an AWS SDK client's configuration that depends on where the demo runs. */
export type ClientConfig = Pick<S3ClientConfig, 'endpoint' | 'region' | 'credentials' | 'forcePathStyle' | 'requestHandler'>;

/** Where the demo deploys to. */
export interface Target {
  readonly kind: 'local' | 'aws';
  readonly account: string;
  readonly region: string;
  /** For clients of the AWS SDK; without credentials: the administrator's. */
  config(credentials?: Credentials): ClientConfig;
  /** As `config`, without TLS. */
  plainHttp(credentials?: Credentials): ClientConfig;
  /** The AWS CLI; without credentials: as the administrator. */
  aws(args: readonly string[], credentials?: Credentials, options?: RunOptions): Promise<Outcome>;
  /** The same for many commands: each of them is quick, and none of them is about files. */
  cli(credentials?: Credentials): AwsCli;
  cdk(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Credentials of another account, where there is one. */
  readonly otherAccount?: (account: string) => Credentials;
  /** Folders and files in which nothing secret may stand. */
  readonly traces: readonly string[];
  /** How to look at what was deployed. */
  readonly howToLook: string;
  close(): Promise<void>;
}
