"""The cases of test/logzio/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from aws_cdk import (
    CfnParameter,
    Duration,
    RemovalPolicy,
    Stack,
    aws_ec2 as ec2,
    aws_iam as iam,
    aws_kms as kms,
    aws_logs as logs,
    aws_s3 as s3,
    aws_sns as sns,
)
from case import case
from cdk_vendor_access import AccessKeys, CallerNetworks, RoleAccess, SecretFieldNames, VendorAccess, logzio
from aws_cdk import Duration, Stack, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from case import case
from cdk_vendor_access import AccessKeys, ConnectionTest, RoleAccess, SecretFieldNames, VendorAccess, logzio

VENDOR_ACCOUNT = "444455556666"
EXTERNAL_ID = "logzio:aws:extid:example0nktixxe8q"
OFFICE, ENDPOINT, VPC = "198.51.100.0/24", "vpce-0123456789abcdef0", "vpc-0123456789abcdef0"


def vendor_role_access(**options) -> RoleAccess:
    return VendorAccess.vendor_role(account_id=VENDOR_ACCOUNT, external_id=EXTERNAL_ID, **options)


def boundary(stack: Stack) -> iam.ManagedPolicy:
    everything_in_s3 = iam.PolicyStatement(actions=["s3:*"], resources=["*"])
    return iam.ManagedPolicy(stack, "Boundary", statements=[everything_in_s3])


@case
def default(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive")


@case
def archive_only(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", usage=logzio.LogzioUsage.ARCHIVE)


@case
def restore_only(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", usage=logzio.LogzioUsage.RESTORE)


@case
def vendor_role(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", access=vendor_role_access())


@case
def vendor_role_bounded(stack: Stack):
    access = vendor_role_access(
        role_name="logzio",
        max_session_duration=Duration.hours(2),
        permissions_boundary=boundary(stack),
    )
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def existing_user(stack: Stack):
    mine = iam.User(stack, "Mine")
    logzio.LogzioArchiveBucket(stack, "Archive", access=VendorAccess.existing_user(mine))


@case
def existing_role(stack: Stack):
    mine = iam.Role(stack, "Mine", assumed_by=iam.AccountPrincipal(VENDOR_ACCOUNT), external_ids=[EXTERNAL_ID])
    logzio.LogzioArchiveBucket(stack, "Archive", access=VendorAccess.existing_role(mine))


@case
def named_and_bounded(stack: Stack):
    logzio.LogzioArchiveBucket(
        stack,
        "Archive",
        bucket_name="named-bucket",
        versioned=False,
        access=VendorAccess.iam_user(
            user_name="logzio",
            secret_name="logzio/access-key",
            allow_session_tokens=True,
            permissions_boundary=boundary(stack),
        ),
    )


def with_keys(stack: Stack, access_keys: AccessKeys):
    made = logzio.LogzioArchiveBucket(stack, "Archive", access=VendorAccess.iam_user(access_keys=access_keys))
    made.add_setup_outputs()


@case
def only_from(stack: Stack):
    endpoint = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(stack, "Endpoint", ENDPOINT)
    vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc", vpc_id=VPC, availability_zones=["eu-west-1a"])
    networks = CallerNetworks(addresses=[OFFICE], vpc_endpoints=[endpoint], vpcs=[vpc])
    access = VendorAccess.iam_user(only_from=networks)
    logzio.LogzioArchiveBucket(stack, "Archive", access=access, encryption_key=kms.Key(stack, "Key"))


@case
def vendor_role_only_from(stack: Stack):
    networks = CallerNetworks(addresses=[OFFICE, "2001:db8::/48"])
    logzio.LogzioArchiveBucket(stack, "Archive", access=vendor_role_access(only_from=networks))


@case
def existing_user_only_from(stack: Stack):
    office = CfnParameter(stack, "Office", default="127.0.0.1/32", allowed_pattern="[0-9.]+/32")
    networks = CallerNetworks(addresses=[office.value_as_string])
    access = VendorAccess.existing_user(iam.User(stack, "Mine"), only_from=networks)
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def named(stack: Stack):
    access = VendorAccess.iam_user(path="/vendors/", group_name="acme-logzio", policy_name="acme-logzio")
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def name_prefix(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", access=VendorAccess.iam_user(name_prefix="acme-"))


@case
def vendor_role_named(stack: Stack):
    access = vendor_role_access(path="/vendors/", name_prefix="acme-", policy_name="logs")
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def existing_user_named(stack: Stack):
    mine = iam.User(stack, "Mine")
    access = VendorAccess.existing_user(mine, path="/vendors/", name_prefix="acme-")
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def lifecycle(stack: Stack):
    logzio.LogzioArchiveBucket(
        stack,
        "Archive",
        noncurrent_version_expiration=Duration.days(30),
        abort_incomplete_multipart_upload_after=Duration.days(7),
    )


@case
def monitored(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive").monitor()


@case
def monitored_fully(stack: Stack):
    made = logzio.LogzioArchiveBucket(stack, "Archive")
    made.monitor(
        topic=sns.Topic(stack, "Topic", enforce_ssl=True),
        no_upload_for=Duration.hours(6),
        deletions_per_hour=5,
        session_tokens=True,
        secret_reads=True,
        known_readers=[iam.Role.from_role_name(stack, "Reader", "reader")],
        trail_log_group=logs.LogGroup(stack, "Trail", removal_policy=RemovalPolicy.DESTROY),
        refused_calls_per_hour=10,
    )


@case
def monitored_band(stack: Stack):
    mine = s3.Bucket(stack, "Mine", object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED)
    made = logzio.LogzioArchiveBucket(stack, "Archive", bucket=mine)
    made.monitor(deletion_band=3, request_metrics_id="EntireBucket")


@case
def key_rotating(stack: Stack):
    with_keys(stack, AccessKeys.rotating_to(2))


@case
def key_retiring(stack: Stack):
    with_keys(stack, AccessKeys.retiring(2))


@case
def key_outside(stack: Stack):
    with_keys(stack, AccessKeys.outside())


@case
def secret_of_another_reader(stack: Stack):
    secret_fields = SecretFieldNames(id="AWS_ACCESS_KEY_ID", secret="AWS_SECRET_ACCESS_KEY")
    made = logzio.LogzioArchiveBucket(stack, "Archive", access=VendorAccess.iam_user(secret_fields=secret_fields))
    made.add_setup_outputs()


@case
def secret_kms_key(stack: Stack):
    access = VendorAccess.iam_user(secret_encryption_key=kms.Key(stack, "SecretKey"))
    logzio.LogzioArchiveBucket(stack, "Archive", access=access)


@case
def own_bucket(stack: Stack):
    mine = s3.Bucket(stack, "Mine", object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED)
    logzio.LogzioArchiveBucket(stack, "Archive", bucket=mine)


@case
def imported_bucket(stack: Stack):
    mine = s3.Bucket.from_bucket_name(stack, "Mine", "example-bucket")
    logzio.LogzioArchiveBucket(stack, "Archive", bucket=mine)


@case
def kms_key(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", encryption_key=kms.Key(stack, "Key"))


@case
def kms_key_archive_only(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", usage=logzio.LogzioUsage.ARCHIVE, encryption_key=kms.Key(stack, "Key"))


@case
def kms_key_restore_only(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", usage=logzio.LogzioUsage.RESTORE, encryption_key=kms.Key(stack, "Key"))


@case
def power_search(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", power_search=True)


@case
def object_acl(stack: Stack):
    logzio.LogzioArchiveBucket(stack, "Archive", object_acl=True)


@case
def access_logs(stack: Stack):
    logs = s3.Bucket(stack, "Logs", object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED)
    logzio.LogzioArchiveBucket(stack, "Archive", server_access_logs_bucket=logs)


@case
def connection_test(stack: Stack):
    logzio.LogzioArchiveBucket(
        stack,
        "Archive",
        access=VendorAccess.iam_user(secret_encryption_key=kms.Key(stack, "SecretKey")),
        encryption_key=kms.Key(stack, "Key"),
        connection_test=ConnectionTest.at_deployment(),
    )


@case
def connection_test_of_role(stack: Stack):
    connection_test = ConnectionTest.at_deployment()
    logzio.LogzioArchiveBucket(stack, "Archive", access=vendor_role_access(), connection_test=connection_test)


@case
def connection_test_in_vpc(stack: Stack):
    private = ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    vpc = ec2.Vpc(stack, "Vpc", max_azs=1, subnet_configuration=[private], restrict_default_security_group=False)
    connection_test = ConnectionTest.at_deployment(vpc=vpc, subnets=vpc.isolated_subnets)
    logzio.LogzioArchiveBucket(stack, "Archive", connection_test=connection_test)


@case
def setup_outputs(stack: Stack):
    archive = logzio.LogzioArchiveBucket(stack, "Archive", access=vendor_role_access())
    archive.add_setup_outputs(export_prefix="logs-")


def log_bucket(stack: Stack, **options) -> s3.Bucket:
    """The bucket that the services of the user's own account write their logs to."""
    return s3.Bucket(stack, "Mine", enforce_ssl=True, minimum_tls_version=1.2, **options)


def fetcher_of(stack: Stack, **options):
    made = logzio.LogzioS3Fetcher(stack, "Fetcher", **options)
    made.add_setup_outputs()


@case
def fetcher(stack: Stack):
    fetcher_of(stack, bucket=log_bucket(stack))


@case
def fetcher_prefix(stack: Stack):
    fetcher_of(stack, bucket=log_bucket(stack), prefix="AWSLogs/111122223333/CloudTrail", access=vendor_role_access())


@case
def fetcher_kms_key(stack: Stack):
    fetcher_of(stack, bucket=log_bucket(stack, encryption_key=kms.Key(stack, "Key")))


@case
def fetcher_imported_bucket(stack: Stack):
    fetcher_of(stack, bucket=s3.Bucket.from_bucket_name(stack, "Mine", "example-bucket"))
