"""The cases of test/veeam/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from aws_cdk import Duration, Stack, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from case import case
from cdk_vendor_access import UserAccess, VendorAccess, veeam
from cdk_vendor_access.veeam import VeeamArchiverAppliance as Appliance, VeeamBackupTier as Tier
from cdk_vendor_access.veeam import VeeamM365StorageClass as StorageClass, VeeamM365Usage as Usage

FOLDER = "finance"
TAGS = {"purpose": "archiver"}
LIMIT = {"maximum_retention": Duration.days(395), "lock_mode": s3.ObjectLockMode.GOVERNANCE}


def repository(stack: Stack, **props) -> veeam.VeeamM365Repository:
    return veeam.VeeamM365Repository(stack, "Repository", **props)


def copies(stack: Stack, appliance: Appliance, **props) -> veeam.VeeamM365Repository:
    return repository(stack, usage=Usage.BACKUP_COPY, archiver_appliance=appliance, **props)


def given(stack: Stack) -> dict:
    return {
        "subnet": ec2.Subnet.from_subnet_id(stack, "Subnet", "subnet-0given"),
        "security_group": ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-0given"),
    }


def mine(stack: Stack) -> UserAccess:
    return VendorAccess.existing_user(iam.User(stack, "Mine"))


@case
def default(stack: Stack):
    repository(stack)


@case
def least_actions(stack: Stack):
    repository(stack, least_actions=True, storage_class=StorageClass.STANDARD_IA)


@case
def least_actions_archive(stack: Stack):
    repository(
        stack,
        least_actions=True,
        usage=Usage.BACKUP_COPY,
        storage_class=StorageClass.GLACIER_DEEP_ARCHIVE,
        bucket_browsing=False,
    )


@case
def immutable(stack: Stack):
    repository(stack, immutability=True)


@case
def immutable_limited(stack: Stack):
    repository(stack, immutability=True, least_actions=True, **LIMIT)


@case
def folder(stack: Stack):
    repository(stack, folder=FOLDER, immutability=True, **LIMIT)


@case
def folder_browse(stack: Stack):
    repository(stack, folder=FOLDER, browse=True)


@case
def one_bucket(stack: Stack):
    repository(stack, bucket_browsing=False)


@case
def kms_key(stack: Stack):
    repository(stack, encryption_key=kms.Key(stack, "Key"))


@case
def own_bucket(stack: Stack):
    repository(stack, bucket=s3.Bucket(stack, "Mine"))


@case
def own_locked_bucket(stack: Stack):
    repository(stack, bucket=s3.Bucket(stack, "Mine", object_lock_enabled=True), immutability=True, **LIMIT)


@case
def imported_bucket(stack: Stack):
    repository(stack, bucket=s3.Bucket.from_bucket_name(stack, "Mine", "example-bucket"))


@case
def existing_user(stack: Stack):
    repository(stack, access=mine(stack))


@case
def setup_outputs(stack: Stack):
    repository(stack, bucket_name="example-mailboxes", folder=FOLDER).add_setup_outputs()


@case
def archiver_vendor_network(stack: Stack):
    copies(stack, Appliance.vendor_managed_network())


@case
def archiver_vendor_network_strict(stack: Stack):
    volume_key = kms.Key(stack, "Key")
    copies(stack, Appliance.vendor_managed_network(tag_on_create_only=True, instance_tags=TAGS, volume_key=volume_key))


@case
def archiver_other_region(stack: Stack):
    copies(stack, Appliance.vendor_managed_network(region="eu-central-1"))


@case
def archiver_unshielded(stack: Stack):
    copies(stack, Appliance.vendor_managed_network(shield_instances_with_role=False))


@case
def archiver_given_network(stack: Stack):
    copies(stack, Appliance.in_network(**given(stack)))


@case
def archiver_given_network_strict(stack: Stack):
    copies(stack, Appliance.in_network(**given(stack), manage_ingress=False))


@case
def archiver_existing_user(stack: Stack):
    copies(stack, Appliance.in_network(**given(stack)), access=mine(stack))


@case
def archiver_network(stack: Stack):
    source = s3.Bucket(stack, "Source")
    network = veeam.VeeamArchiverNetwork(
        stack,
        "Network",
        proxy_cidrs=["203.0.113.7/32", "198.51.100.0/28"],
        redirector_port=8443,
        repositories=[source],
        flow_logs=ec2.FlowLogOptions(destination=ec2.FlowLogDestination.to_s3(s3.Bucket(stack, "Logs"))),
    )
    network.add_setup_outputs()
    copies(stack, network.appliance(tag_on_create_only=True), immutability=True, **LIMIT)


def public_vpc(stack: Stack) -> ec2.Vpc:
    return ec2.Vpc(
        stack,
        "Mine",
        max_azs=1,
        nat_gateways=0,
        restrict_default_security_group=False,
        subnet_configuration=[ec2.SubnetConfiguration(name="Public", subnet_type=ec2.SubnetType.PUBLIC)],
    )


@case
def archiver_network_own_vpc(stack: Stack):
    network = veeam.VeeamArchiverNetwork(stack, "Network", proxy_cidrs=["203.0.113.7/32"], vpc=public_vpc(stack))
    copies(stack, network.appliance())


@case
def archiver_network_own_endpoint(stack: Stack):
    vpc = public_vpc(stack)
    s3_endpoint = vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    network = veeam.VeeamArchiverNetwork(stack, "Network", proxy_cidrs=["203.0.113.7/32"], vpc=vpc, s3_endpoint=s3_endpoint)
    copies(stack, network.appliance())


@case
def archiver_network_any_repository(stack: Stack):
    network = veeam.VeeamArchiverNetwork(stack, "Network", proxy_cidrs=["203.0.113.7/32"])
    copies(stack, network.appliance())


BACKUP_LIMIT = {"immutability": True, "maximum_retention": Duration.days(60)}


def backups(stack: Stack, **props) -> veeam.VeeamBackupRepository:
    return veeam.VeeamBackupRepository(stack, "Repository", **props)


def locked_bucket(stack: Stack) -> s3.Bucket:
    return s3.Bucket(stack, "Mine", object_lock_enabled=True)


@case
def vbr_default(stack: Stack):
    backups(stack)


@case
def vbr_capacity_immutable(stack: Stack):
    backups(stack, tier=Tier.CAPACITY, immutability=True, bucket_browsing=True)


@case
def vbr_immutable_limited(stack: Stack):
    backups(stack, **BACKUP_LIMIT, immutability_period=Duration.days(30), bucket_name="example-backups").add_setup_outputs()


@case
def vbr_archive_instant(stack: Stack):
    backups(stack, tier=Tier.ARCHIVE_INSTANT_RETRIEVAL)


@case
def vbr_archive_immutable(stack: Stack):
    backups(stack, tier=Tier.ARCHIVE_DEEP_ARCHIVE, **BACKUP_LIMIT)


@case
def vbr_read_only(stack: Stack):
    backups(stack, bucket=s3.Bucket(stack, "Mine"), read_only=True)


@case
def vbr_read_only_immutable(stack: Stack):
    backups(stack, bucket=locked_bucket(stack), read_only=True, immutability=True)


@case
def vbr_kms_key(stack: Stack):
    backups(stack, encryption_key=kms.Key(stack, "Key"))


@case
def vbr_own_locked_bucket(stack: Stack):
    backups(stack, bucket=locked_bucket(stack), **BACKUP_LIMIT)


@case
def vbr_existing_user(stack: Stack):
    backups(stack, access=mine(stack))


@case
def vbr_appliance(stack: Stack):
    backups(stack, appliance=Appliance.in_network(**given(stack)))


@case
def vbr_appliance_strict(stack: Stack):
    volume_key = kms.Key(stack, "Key")
    appliance = Appliance.in_network(**given(stack), tag_on_create_only=True, instance_tags=TAGS, volume_key=volume_key)
    backups(stack, tier=Tier.ARCHIVE_FLEXIBLE_RETRIEVAL, appliance=appliance)


@case
def vbr_appliance_encrypted(stack: Stack):
    backups(stack, appliance=Appliance.in_network(**given(stack)), ebs_encryption=True)


@case
def vbr_appliance_network(stack: Stack):
    source = s3.Bucket(stack, "Source")
    network = veeam.VeeamArchiverNetwork(stack, "Network", proxy_cidrs=["203.0.113.7/32"], repositories=[source])
    backups(stack, tier=Tier.ARCHIVE_DEEP_ARCHIVE, appliance=network.appliance(), **BACKUP_LIMIT)


@case
def vbr_appliance_any_repository(stack: Stack):
    network = veeam.VeeamArchiverNetwork(stack, "Network", proxy_cidrs=["203.0.113.7/32"])
    backups(stack, appliance=network.appliance(), immutability=True)
