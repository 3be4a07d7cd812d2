import { isPrivate } from '../model/addresses';
import { partsOf } from '../policy/document';
import { hasToken, plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { oncePerApp } from './once';
import { targetOf } from './related';

/** Destinations that may be outside of AWS, and the property that says where. */
const PLACES: Readonly<Record<string, string>> = {
  'AWS::DataSync::LocationAzureBlob': 'AzureBlobContainerUrl',
  'AWS::DataSync::LocationObjectStorage': 'ServerHostname',
  'AWS::Events::ApiDestination': 'InvocationEndpoint',
};

/** Whether a resource of the app stands for a host that is, or may be, neither of AWS, nor of the app, nor of a private network. */
export function isOutside(app: FinalApp, destination: FinalResource): boolean {
  const at = PLACES[destination.Type];
  return (
    at !== undefined && !isConnectedPrivately(app, destination) && textsAt(app, destination, at).some((text) => isElsewhere(app, text))
  );
}

/** Through VPC Lattice, to an HTTPS endpoint in a VPC or on premises (https://docs.aws.amazon.com/eventbridge/latest/userguide/connection-private.html, read 2026-12-01). */
const isConnectedPrivately = (app: FinalApp, destination: FinalResource): boolean =>
  targetOf(app, destination, 'ConnectionArn')?.Properties.InvocationConnectivityParameters !== undefined;

const textsAt = (app: FinalApp, { construct: { stack }, Properties }: FinalResource, at: string): string[] =>
  partsOf(Properties[at]).map(({ value }) => textOf(plain(value, knownIn(app, stack))));

const OF_AWS = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|on\.aws)$/;

/** Domains that the internet does not have: https://www.rfc-editor.org/rfc/rfc6762#appendix-G and https://www.rfc-editor.org/rfc/rfc8375, read 2026-12-01. */
const PRIVATE_DOMAIN = /\.(corp|home|home\.arpa|internal|intranet|lan|local|private)$/;

function isElsewhere(app: FinalApp, url: string): boolean {
  const [, host = ''] = /^(?:https?:\/\/)?([^/:]+)/.exec(url.toLowerCase()) ?? [];
  const isKnown = !OF_AWS.test(host) && host.includes('.') && !hasToken(host);
  return isKnown && !PRIVATE_DOMAIN.test(host) && !isPrivate(`${host}/32`) && !isOfApp(app, host);
}

function isOfApp(app: FinalApp, host: string): boolean {
  const labels = host.split('.');
  return hosts(app).has(host) || labels.some((_, index) => hosts(app).has(`*.${labels.slice(index + 1).join('.')}`));
}

/** Types that make hosts, and the property with the name. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::DomainNameV2': 'DomainName',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::Route53::RecordSet': 'Name',
};

/** The names of hosts that the app makes, also in a zone of its own. */
const hosts = oncePerApp((app) => {
  const named = ([type, at]: [string, string]) =>
    app.ofType(type).flatMap((one) => textsAt(app, one, at).map((name) => name.toLowerCase().replace(/\.$/, '')));
  return new Set([
    ...Object.entries(NAMED).flatMap(named),
    ...named(['AWS::Route53::HostedZone', 'Name']).flatMap((zone) => [zone, `*.${zone}`]),
  ]);
});
