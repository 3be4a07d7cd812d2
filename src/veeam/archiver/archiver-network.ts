import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SetupOutputOptions } from '../../core';
import { mayBeOfAnotherAccount } from '../../core/private/env/cross-account';
import { addOutputs } from '../../core/private/provision/setup-outputs';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import { promise } from '../../core/private/synth/promise';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { throwIfAny } from '../../core/private/validation/errors';
import { uncheckedByCdk } from '../../core/private/validation/looked-up';
import { propProblems, recipe } from '../../core/private/validation/prop-types';
import { M365_IN_S3 } from '../permissions';
import type { ArchiverPlan } from './archiver';
import { VeeamArchiverAppliance } from './archiver-appliance';
import type { VeeamArchiverNetworkProps } from './archiver-network-props';
import type { VeeamArchiverOptions } from './archiver-options';
import { warnAboutCutOff } from './cut-off';
import { newVpcProblems } from './network-options';
import { NETWORK, networkOf } from './network-rules';
import { warnAboutFurtherRules, warnAboutOpenGroup, warnAboutPrivateProxies } from './network-warnings';
import { ARCHIVER_OPTIONS, NETWORK_OPTIONS, NETWORK_PROPS } from './prop-types';
import { letThrough, makeEndpoint } from './s3-endpoint';
import { endpointOf, warnAboutPolicy } from './s3-endpoint-validation';

/**
 * Creates a network for the appliance of `VeeamM365Repository` or `VeeamBackupRepository`, so that Veeam needs no permission to create one.
 *
 * Creates a VPC with one public subnet that assigns public IPv4 addresses, or uses a subnet of your own VPC. Creates a security group that allows
 * the backup proxies on port 22 and the redirector port. Creates an S3 gateway endpoint that allows only the repositories and the packages of
 * Amazon Linux.
 *
 * Does not create: NAT gateways (the appliance has a public address, and uses the endpoint for S3), flow logs by default, rules for the
 * default security group of the VPC, which nothing uses. Outbound traffic of the appliance is not limited.
 *
 * Errors at synth: no address, an address that is not an IPv4 CIDR, an invalid port, a VPC without public subnets, a second S3 endpoint for the route
 * table.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/new_amazon_s3_backup_proxy.html
 * @example
 * declare const source: veeam.VeeamM365Repository;
 *
 * const network = new veeam.VeeamArchiverNetwork(this, 'ArchiverNetwork', {
 *   proxyCidrs: ['203.0.113.7/32'],
 *   repositories: [source.bucket],
 * });
 * new veeam.VeeamM365Repository(this, 'Copies', {
 *   usage: veeam.VeeamM365Usage.BACKUP_COPY,
 *   archiverAppliance: network.appliance(),
 * });
 */
export class VeeamArchiverNetwork extends Construct {
  /** The VPC, new or your own. */
  public readonly vpc: ec2.IVpc;
  /** The subnet that the appliance is launched into. */
  public readonly subnet: ec2.ISubnet;
  /** The security group of the appliance. */
  public readonly securityGroup: ec2.SecurityGroup;
  /** The endpoint that the appliance reaches S3 through. */
  public readonly s3Endpoint: ec2.IGatewayVpcEndpoint;
  private readonly redirectorPort: number;
  private readonly limited: boolean;
  private readonly reach?: ArchiverPlan['reach'];

  public constructor(scope: Construct, id: string, props: VeeamArchiverNetworkProps) {
    super(scope, id);
    throwIfWrong(this, props, NETWORK_PROPS);
    const { proxyCidrs, redirectorPort = 443, repositories } = props;
    this.redirectorPort = redirectorPort;
    this.vpc = props.vpc ?? newVpc(this, props.flowLogs);
    this.subnet = this.vpc.publicSubnets[0];
    throwIfAny(this, newVpcProblems(this.vpc));
    const description = 'Archiver appliance of Veeam: lets in the backup proxies'; // EC2 accepts no apostrophe; a change would replace the group
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: this.vpc, description });
    for (const cidr of proxyCidrs.map(uncheckedByCdk)) {
      this.securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(22), 'the proxy installs the appliance');
      this.securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(redirectorPort), 'the proxy sends requests');
    }
    const theirs = props.s3Endpoint ?? endpointOf(this, this.subnet);
    this.limited = !theirs && repositories !== undefined;
    if (theirs) {
      this.s3Endpoint = theirs;
      checkAtSynth(this, (app) => warnAboutPolicy(app, this, theirs, repositories));
    } else {
      const own = makeEndpoint(this, this.vpc, this.subnet);
      this.s3Endpoint = own.endpoint;
      const sources = repositories ?? [undefined]; // every bucket of the account
      this.reach = (bucket, sets) => {
        const buckets = this.limited || mayBeOfAnotherAccount(this, bucket) ? [...sources, bucket] : sources;
        for (const one of buckets) letThrough(this, own, sets, one);
      };
      for (const one of sources) letThrough(this, own, M365_IN_S3, one);
    }
    if (!props.vpc) {
      promise(this, this.vpc, { EnableDnsSupport: true }, NETWORK);
    }
    promise(this, this.securityGroup, {}, networkOf(proxyCidrs));
    warnAboutPrivateProxies(this, proxyCidrs);
    checkAtSynth(this, (app) => [
      ...warnAboutOpenGroup(app, this, this.securityGroup),
      ...warnAboutFurtherRules(app, this, this.securityGroup, proxyCidrs),
      ...warnAboutCutOff(app, this, this.subnet, proxyCidrs),
    ]);
  }

  /** Returns an archiver appliance in this network, for one or more repositories. The endpoint allows access to their buckets. */
  public appliance(options?: VeeamArchiverOptions): VeeamArchiverAppliance {
    const { limited, securityGroup, subnet } = this;
    const wanted = recipe(`appliance of VeeamArchiverNetwork '${this.node.path}'`, options, ARCHIVER_OPTIONS);
    const network = { ...wanted.options, securityGroup, subnet };
    return VeeamArchiverAppliance._of({
      options: wanted.options,
      network,
      problems: (place) => propProblems(network, NETWORK_OPTIONS, place),
      warnsItself: true,
      reach: this.reach,
      limitedIn: limited ? Stack.of(this) : undefined,
    });
  }

  /** Adds outputs with the values that Veeam's console needs in the settings of the appliance. Calling the method again adds nothing. */
  public addSetupOutputs(options: SetupOutputOptions = {}): void {
    const values = [
      { field: 'Vpc', description: "Veeam: 'Amazon Virtual Private Cloud (VPC)'", value: this.vpc.vpcId },
      { field: 'Subnet', description: "Veeam: 'Subnet'", value: this.subnet.subnetId },
      { field: 'SecurityGroup', description: "Veeam: 'Security group'", value: this.securityGroup.securityGroupId },
      { field: 'RedirectorPort', description: 'Veeam: the port of the appliance', value: `${this.redirectorPort}` },
    ];
    addOutputs(this, values, options);
  }
}

/** Public, because the appliance is reached at its public address; one subnet, because it is one instance. */
function newVpc(scope: Construct, flowLogs: ec2.FlowLogOptions | undefined): ec2.Vpc {
  return new ec2.Vpc(scope, 'Vpc', {
    maxAzs: 1,
    natGateways: 0,
    restrictDefaultSecurityGroup: false, // it would bring a Lambda function into the account, for a group that nothing uses
    subnetConfiguration: [{ name: 'Archiver', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: true, cidrMask: 24 }],
    ...(flowLogs && { flowLogs: { FlowLogs: flowLogs } }),
  });
}
