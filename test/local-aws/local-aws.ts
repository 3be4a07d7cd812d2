import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ExplainedError } from '../tools/explained-error';
import { endGroup, type Outcome, type RunOptions, run } from '../tools/processes';
import { AwsCli } from './aws-cli';
import { ADMINISTRATOR, type Credentials, clientEnvironment, credentialVariables } from './environment';
import { startHttpFront } from './http-front';
import { HOME, localAwsPython } from './python';
import { call, type RunningServer, startPythonServer } from './server';
import { commandsIn } from './shell';

export type { Credentials, Outcome, RunOptions };

const PROJECT = resolve(__dirname, '..', '..');
const CDK = [join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), '--no-notices', '--no-color'];

export interface LocalAwsOptions {
  /** The account that the stacks are deployed to. Default: 123456789012 */
  readonly account?: string;
  /** Default: one that is free */
  readonly port?: number;
  /** Receives the progress of the installation on first use. Default: nothing */
  readonly log?: (line: string) => void;
}

/** An AWS on this machine: CloudFormation, S3, IAM and others with enforced policies and checked signatures, on loopback addresses only. */
export class LocalAws {
  /**
   * Sets up the Python environment on first use, starts the server on free ports and waits until it answers.
   * It is stopped with this process at the latest, however the process ends.
   */
  public static async start(options: LocalAwsOptions = {}): Promise<LocalAws> {
    const python = await localAwsPython(options.log);
    const account = options.account ?? '123456789012';
    const server = await startPythonServer(python, account, HOME, options.port);
    return new LocalAws(python, account, server, await startHttpFront(server.port, server.agent));
  }

  public readonly region = 'us-east-1';
  /** `https://127.0.0.1:PORT` */
  public readonly endpoint: string;
  /** The same AWS without TLS, for the calls that must be refused because of that. */
  public readonly httpEndpoint: string;
  /** This run's folder: log, certificates, CDK home, cdk.out. */
  public readonly directory: string;
  public readonly logFile: string;
  /** The certificate authority that clients have to trust: a file. */
  public readonly authority: string;
  /** The process group of the server and all that it starts. */
  public readonly processGroup: number;
  /** For child processes: endpoint, certificate authority, region and administrator of this AWS, and nothing of the user's own AWS. */
  public readonly environment: NodeJS.ProcessEnv;

  private readonly clis: AwsCli[] = [];
  private stopped?: Promise<void>;

  private constructor(
    private readonly python: string,
    public readonly account: string,
    private readonly server: RunningServer,
    private readonly front: Awaited<ReturnType<typeof startHttpFront>>,
  ) {
    this.endpoint = `https://127.0.0.1:${server.port}`;
    this.httpEndpoint = `http://127.0.0.1:${front.port}`;
    this.directory = server.directory;
    this.logFile = server.logFile;
    this.authority = join(server.directory, 'ca.pem');
    this.processGroup = server.group;
    this.environment = clientEnvironment(this.endpoint, this.region, this.directory);
  }

  /** The configuration of an AWS SDK client in this process. Default credentials: the administrator's */
  public clientConfig(credentials: Credentials = ADMINISTRATOR) {
    return {
      endpoint: this.endpoint,
      region: this.region,
      credentials,
      forcePathStyle: true,
      requestHandler: { httpsAgent: this.server.agent },
    };
  }

  /** Runs the AWS CLI. Default credentials: the administrator's */
  public aws(args: readonly string[], credentials: Credentials = ADMINISTRATOR, options: RunOptions = {}): Promise<Outcome> {
    const env = { ...this.environment, ...credentialVariables(credentials), ...options.env };
    return run(this.python, ['-m', 'awscli', ...args], { timeoutSeconds: 120, ...options, env });
  }

  /** The AWS CLI for many commands. Default credentials: the administrator's */
  public cli(credentials: Credentials = ADMINISTRATOR): AwsCli {
    const cli = new AwsCli(this.python, { ...this.environment, ...credentialVariables(credentials) });
    this.clis.push(cli);
    return cli;
  }

  /** Runs this project's CDK CLI, by default from the project's root and for at most 5 minutes. */
  public cdk(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const env = { ...this.environment, ...options.env };
    return run(process.execPath, [...CDK, ...args], { cwd: PROJECT, timeoutSeconds: 300, ...options, env });
  }

  /** Runs commands as a user pastes them, with `aws` and `cdk`. Stops at the first that fails. */
  public shell(commands: string, options: RunOptions = {}): Promise<Outcome> {
    const PATH = commandsIn(join(this.directory, 'bin'), { aws: [this.python, '-m', 'awscli'], cdk: [process.execPath, ...CDK] });
    const env = { ...this.environment, ...credentialVariables(ADMINISTRATOR), ...options.env, PATH };
    return run('bash', ['-eo', 'pipefail', '-c', commands], { timeoutSeconds: 300, ...options, env });
  }

  /**
   * Waits until nothing is in progress in a stack, and returns its status; `none` when there is no such stack.
   * Needed after a killed deployment: the server goes on with it, and a new one meanwhile is taken for done.
   * A stack that was never deployed stays REVIEW_IN_PROGRESS for ever, so that this counts as settled.
   */
  public async settled(stackName: string, timeoutSeconds = 60): Promise<string> {
    const client = new CloudFormationClient(this.clientConfig());
    const deadline = Date.now() + timeoutSeconds * 1000;
    for (;;) {
      const status = await stackStatus(client, stackName);
      if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return status;
      if (Date.now() > deadline) throw new ExplainedError(`${stackName} is still ${status} after ${timeoutSeconds} s`);
      await sleep(100);
    }
  }

  /** One request to an address that a service has given out, such as that of a wait condition. Returns the status. */
  public put(path: string, body: string): Promise<number> {
    return call('PUT', path, this.server.port, this.server.agent, body);
  }

  /** Empties it: every account, every service. */
  public async reset(): Promise<void> {
    const status = await call('POST', '/_ministack/reset', this.server.port, this.server.agent);
    if (status !== 200) throw new ExplainedError(`The local AWS could not be emptied: ${status}`);
  }

  /** Ends it and everything that it started. Can be called again. */
  public stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    for (const cli of this.clis) cli.end();
    await this.front.close();
    this.server.agent.destroy();
    await endGroup(this.processGroup);
  }
}

async function stackStatus(client: CloudFormationClient, stackName: string): Promise<string> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks?.[0]?.StackStatus ?? 'none';
  } catch (error) {
    if ((error as Error).message.includes('does not exist')) return 'none';
    throw error;
  }
}
