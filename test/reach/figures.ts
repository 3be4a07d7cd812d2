import { Template } from 'aws-cdk-lib/assertions';
import { documentedPolicy } from '../documented';
import { type Environment, policySize, type Who, World } from '../matrix';
import { principalOf } from '../matrix/deployed';
import { statements } from '../matrix/documents';
import { ENV } from '../matrix/fixtures';
import { actionsOf, documented, type Reach, reach } from '../matrix/reach';
import { newStack } from '../util';
import type { PageRow, ProductRow } from './rows';

export const MANAGED_POLICY_LIMIT = 6144;

/** Where names and ARNs are longest: a bucket of 63 characters in a region and partition with long names. */
const LONGEST: Environment = { ...ENV, partition: 'aws-us-gov', region: 'ap-northeast-1', stackName: 'x'.repeat(63) };
const ANY_BUCKET = 'arn:aws:s3:::example-bucket';

export interface PolicySize {
  readonly name: string;
  readonly size: number;
  readonly longest: number;
}

export interface ProductFigures {
  /** The vendor's page over the actions of both policies. */
  readonly page: Reach;
  readonly ours: Reach;
  readonly policies: readonly PolicySize[];
}

type Page = Pick<PageRow, 'files'>;

/** A user with all that a page has, whoever its policies of a bucket or key name. */
function whoOf(vendor: string, { files }: Page): Who {
  const policies = files.map((file) => documentedPolicy(vendor, file));
  return documented({ Statement: policies.flatMap(statements).map(({ Principal: _whom, ...statement }) => statement) });
}

const measured = new Map<string, Promise<Reach>>();

/** The reach of a vendor's page over its own actions. */
export function pageReach(vendor: string, page: Page, prefix?: string): Promise<Reach> {
  const who = whoOf(vendor, page);
  const key = JSON.stringify([who.actor.identity, prefix]);
  const known = measured.get(key) ?? actionsOf(who).then((actions) => reach(who, actions, ANY_BUCKET, prefix));
  measured.set(key, known);
  return known;
}

/** The figures of a product, from its synthesized template. */
export async function productFigures(row: ProductRow & { vendor: string }): Promise<ProductFigures> {
  const stack = newStack(null);
  row.stack(stack);
  const template = Template.fromStack(stack).toJSON();
  const world = World.fromTemplate(template, ENV);
  const who = row.principal?.(world) ?? principalOf(world);
  const bucket = row.bucket?.(world) ?? world.arn(world.only('AWS::S3::Bucket'));
  const page = whoOf(row.vendor, row.page);
  const [theirs, own] = [await actionsOf(page), await actionsOf(who)];
  const [known, more] = [
    await pageReach(row.vendor, row.page, row.prefix),
    await reach(
      page,
      own.filter((action) => !theirs.includes(action)),
      ANY_BUCKET,
      row.prefix,
    ),
  ];
  return {
    page: { allowed: known.allowed + more.allowed, writes: known.writes + more.writes, of: known.of + more.of },
    ours: await reach(who, [...theirs, ...own], bucket, row.prefix),
    policies: sizes(world, World.fromTemplate(template, LONGEST)),
  };
}

function sizes(world: World, longest: World): PolicySize[] {
  const managed = world.documents.filter(({ kind }) => kind === 'managed');
  return managed.map((document) => {
    const same = longest.documents.find(({ name }) => name === document.name) ?? document;
    return { name: document.name.replace(/[0-9A-F]{8}$/, ''), size: policySize(document), longest: policySize(same) };
  });
}
