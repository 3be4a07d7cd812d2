import { join } from 'node:path';
import { type Any, readManifest } from './files';

/** Where a stack is deployed, as far as the app decides it. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** By the id of the artifact, which is made of the path of the stack. */
export type Places = ReadonlyMap<string, Place>;

/** With what the names of services end there. */
const PARTITIONS: readonly (readonly [begins: RegExp, partition?: string, suffix?: string])[] = [
  [/^cn-/, 'aws-cn', 'amazonaws.com.cn'],
  [/^us-gov-/, 'aws-us-gov', 'amazonaws.com'],
  [/^eusc-/, 'aws-eusc', 'amazonaws.eu'],
  [/-iso/],
  [/./, 'aws', 'amazonaws.com'],
];

/** What is known of a place, by the name of the pseudo parameter. */
export function pseudo({ account, region }: Place, name: string): string | undefined {
  const [, partition, suffix] = (region && PARTITIONS.find(([begins]) => begins.test(region))) || [];
  return { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition, 'AWS::URLSuffix': suffix }[name];
}

/** Exports have one name in an account and region. */
export const exportIn = ({ environment }: { readonly environment: string }, name: Any): string => JSON.stringify([environment, name]);

/** Whether names of IAM mean the same in two templates. What nobody knows of an account may differ from stage to stage. */
export const shareAccount = (one: Located, other: Located): boolean =>
  one.account !== undefined && other.account !== undefined ? one.account === other.account : one.folder === other.folder;

interface Located extends Place {
  readonly folder: string;
}

/** The place in an environment such as `aws://unknown-account/eu-west-1`. */
export function placeOf(environment: string): Place {
  const [account = 'unknown', region = 'unknown'] = environment.replace('aws://', '').split('/');
  return {
    account: account.startsWith('unknown') ? undefined : account,
    region: region.startsWith('unknown') ? undefined : region,
  };
}

/** The stacks of an assembly, with those of its stages. */
export function placesIn(folder: string): Places {
  const artifacts = Object.entries<Any>(readManifest(folder).artifacts ?? {});
  return new Map(
    artifacts.flatMap(([id, { environment, properties, type }]): [string, Place][] => {
      if (type === 'cdk:cloud-assembly') {
        return [...placesIn(join(folder, String(properties?.directoryName)))];
      }
      return type === 'aws:cloudformation:stack' ? [[id, placeOf(String(environment))]] : [];
    }),
  );
}

/** A written report with the values of the places: of the stack of each principal, or those on which all agree. */
export function withPlaces<A extends { readonly stack?: string }>({ accesses }: { readonly accesses: readonly A[] }, places: Places) {
  const common = [...places.values()];
  const inPlace = (access: A): A => {
    const own = places.get(access.stack ?? '');
    const [first, ...others] = own ? [own] : common;
    const agreed = PSEUDO.map((name) => [name, first && pseudo(first, name)] as const).filter(([name, value]) =>
      others.every((one) => pseudo(one, name) === value),
    );
    return JSON.parse(
      agreed.reduce((text, [name, value]) => (value ? text.replaceAll(`\${${name}}`, value) : text), JSON.stringify(access)),
    );
  };
  return { accesses: accesses.map(inPlace) };
}

const PSEUDO = ['AWS::AccountId', 'AWS::Region', 'AWS::Partition', 'AWS::URLSuffix'];
