import {
  CloudFormationClient,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { ExplainedError } from '../tools/explained-error';
import type { Target } from './target';

/** A deployed stack, as its administrator sees it. */
export class DeployedStack {
  private readonly client: CloudFormationClient;
  private readonly logicalIds = new Map<string, { id: string; type: string }>();
  private readonly outputs = new Map<string, string>();

  public constructor(
    target: Target,
    public readonly name: string,
  ) {
    this.client = new CloudFormationClient(target.config());
  }

  public async exists(): Promise<boolean> {
    return (await this.statusOf()) !== 'none';
  }

  /** Its status; `none` if there is no such stack. */
  public readonly statusOf = async (): Promise<string> => {
    const described = await this.client.send(new DescribeStacksCommand({ StackName: this.name })).catch((error: Error) => {
      if (error.message.includes('does not exist')) {
        return undefined;
      }
      throw error;
    });
    return described?.Stacks?.[0]?.StackStatus ?? 'none';
  };

  /** What is there now. */
  public async load(): Promise<void> {
    this.logicalIds.clear();
    this.outputs.clear();
    const { StackResources = [] } = await this.client.send(new DescribeStackResourcesCommand({ StackName: this.name }));
    for (const { LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' } of StackResources) {
      this.logicalIds.set(LogicalResourceId, { id: PhysicalResourceId, type: ResourceType });
    }
    const { Stacks = [] } = await this.client.send(new DescribeStacksCommand({ StackName: this.name }));
    for (const { OutputKey = '', OutputValue = '' } of Stacks[0]?.Outputs ?? []) {
      this.outputs.set(OutputKey, OutputValue);
    }
  }

  /** What Ref of each resource returns, by logical id. */
  public get refs(): Record<string, string> {
    return Object.fromEntries([...this.logicalIds].map(([name, { id }]) => [name, id]));
  }

  /** All outputs, by name. */
  public get allOutputs(): Record<string, string> {
    return Object.fromEntries(this.outputs);
  }

  /** The output whose name ends with these words, before the hash that CDK adds to names that nobody has given. */
  public output(words: string): string {
    const ending = new RegExp(`${words}([0-9A-F]{8})?$`);
    return this.only(
      [...this.outputs].filter(([name]) => ending.test(name)).map(([, value]) => value),
      `output ${words}`,
    );
  }

  /** The physical id of the resource of a type whose logical id begins so. */
  public resource(type: string, prefix = ''): string {
    const found = [...this.logicalIds].filter(([name, resource]) => resource.type === type && name.startsWith(prefix));
    return this.only(
      found.map(([, { id }]) => id),
      `${type} ${prefix}`,
    );
  }

  /** What has happened to it, the latest first. */
  public async events(): Promise<StackEvent[]> {
    return (await this.client.send(new DescribeStackEventsCommand({ StackName: this.name }))).StackEvents ?? [];
  }

  public all(type: string): string[] {
    return [...this.logicalIds.values()].filter((resource) => resource.type === type).map(({ id }) => id);
  }

  /** What CloudFormation tells everybody who may read the stack: outputs, events, change sets with their values, the processed template. */
  public async told(): Promise<Record<string, string>> {
    const StackName = this.name;
    const { Summaries = [] } = await this.client.send(new ListChangeSetsCommand({ StackName }));
    const changeSets = Summaries.map(({ ChangeSetName }) =>
      this.client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName, IncludePropertyValues: true })),
    );
    return {
      'stack and outputs': JSON.stringify(await this.client.send(new DescribeStacksCommand({ StackName }))),
      'stack events': JSON.stringify(await this.client.send(new DescribeStackEventsCommand({ StackName }))),
      'change sets': JSON.stringify(await Promise.all(changeSets)),
      'original template': JSON.stringify(await this.client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }))),
      'processed template': JSON.stringify(await this.client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }))),
    };
  }

  private only(found: string[], what: string): string {
    if (found.length !== 1) {
      throw new ExplainedError(`stack ${this.name} has ${found.length} of ${what}; one was expected`);
    }
    return found[0];
  }
}
