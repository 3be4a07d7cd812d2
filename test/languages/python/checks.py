"""What templates do not show: errors, types and documentation, as a Python user meets them.

Prints one JSON object for each check: its name, and the reason if it failed.
"""

import json
import pydoc
import re
import traceback
from importlib.metadata import metadata
from importlib.resources import files
from typing import Callable

from aws_cdk import App, Stack, aws_iam as iam, aws_s3 as s3
from aws_cdk.assertions import Template
from cdk_vendor_access import AccessKeys, RoleAccess, UserAccess, VendorAccess, logzio, veeam


Check = Callable[[], None]
CHECKS: list[Check] = []
check = CHECKS.append  # as a decorator; the checks need no names


def new_stack() -> Stack:
    return Stack(App(), "Stack")


def error_of(call: Callable[[], object], kind: type[Exception] = RuntimeError) -> str:
    try:
        call()
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__} was raised")


def contains(text: str, *parts: str) -> None:
    for part in parts:
        assert part in text, f"{part!r} is not in: {text}"


@check
def wrong_values_raise_all_problems_at_once():
    stack = new_stack()
    access = VendorAccess.vendor_role(account_id="1", external_id="x")
    message = error_of(lambda: logzio.LogzioArchiveBucket(stack, "Archive", access=access))
    contains(message, "Cannot create LogzioArchiveBucket 'Stack/Archive':", 'accountId: got "1"', 'externalId: got "x"')
    assert stack.node.try_find_child("Archive") is None, "the refused construct is still in the tree"


@check
def a_wrong_serial_raises_our_message():
    contains(error_of(lambda: AccessKeys.single(0)), "AccessKeys.single failed", "serial: got 0")


@check
def mistakes_found_at_synth_raise_our_message():
    logzio.LogzioArchiveBucket(stack := new_stack(), "Archive", bucket=s3.Bucket(stack, "Mine"))
    contains(error_of(lambda: Template.from_stack(stack)), "bucket 'Stack/Mine': got \"ACLs disabled")


@check
def wrong_types_are_type_errors():
    contains(error_of(lambda: logzio.LogzioArchiveBucket(new_stack(), "Archive", no_such=True), TypeError), "no_such")
    message = error_of(lambda: logzio.LogzioArchiveBucket(new_stack(), "Archive", access="role"), TypeError)
    contains(message, "access", "VendorAccess")


@check
def a_role_where_a_user_is_needed_is_a_type_error():
    access = VendorAccess.vendor_role(account_id="444455556666", external_id="example")
    message = error_of(lambda: veeam.VeeamM365Repository(new_stack(), "Repository", access=access), TypeError)
    contains(message, "access", "UserAccess", "RoleAccess")


@check
def accesses_have_their_types():
    stack = new_stack()
    mine = iam.Role(stack, "Role", assumed_by=iam.AccountPrincipal("444455556666"))
    users = [VendorAccess.iam_user(), VendorAccess.existing_user(iam.User(stack, "User"))]
    roles = [VendorAccess.vendor_role(account_id="444455556666", external_id="example"), VendorAccess.existing_role(mine)]
    for accesses, kind, other in [(users, UserAccess, RoleAccess), (roles, RoleAccess, UserAccess)]:
        for access in accesses:
            assert isinstance(access, VendorAccess) and isinstance(access, kind) and not isinstance(access, other), type(access)


@check
def attributes_are_there_or_none():
    archive = logzio.LogzioArchiveBucket(new_stack(), "Archive")
    assert isinstance(archive.policy, iam.ManagedPolicy), type(archive.policy)
    assert archive.bucket.bucket_name and archive.user.user_arn and archive.secret.secret_arn
    assert archive.role is None, archive.role


@check
def grants_reach_a_role_of_ones_own():
    stack = new_stack()
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    assert logzio.LogzioBucketGrants.from_bucket(s3.Bucket(stack, "Bucket")).archive(role).success
    Template.from_stack(stack).resource_count_is("AWS::IAM::Policy", 1)


@check
def a_grant_that_cannot_be_made_raises_our_message():
    grants = logzio.LogzioBucketGrants.from_bucket(s3.Bucket(new_stack(), "Bucket"))
    service = iam.ServicePrincipal("ec2.amazonaws.com")
    contains(error_of(lambda: grants.restore(service)), "LogzioBucketGrants.restore failed", "ServicePrincipal, which takes no permissions")


@check
def help_shows_the_documentation():
    text = pydoc.plain(pydoc.render_doc(logzio.LogzioArchiveBucket))
    contains(text, "Creates a bucket for Logz.io to archive logs to", "add_setup_outputs(self, *, export_prefix", "server_access_logs_bucket")
    contains(text, 'archive = logzio.LogzioArchiveBucket(self, "Archive")')
    contains(logzio.LogzioArchiveBucket.__init__.__doc__ or "", ":param access:", "Default: VendorAccess.iamUser()")


@check
def the_page_on_the_package_index_is_for_python_users():
    text = str(metadata("cdk-vendor-access").get_payload())
    contains(text, 'archive = logzio.LogzioArchiveBucket(self, "Archive")')
    assert not (relative := re.findall(r"\]\((?!https://)[^)]*\)", text)), relative


@check
def the_first_snippet_of_the_readme_is_a_whole_app():
    text = str(metadata("cdk-vendor-access").get_payload())
    snippet = re.search(r"```python\n(from aws_cdk import App, Stack\n.*?)```", text, re.DOTALL)
    assert snippet, "the page has no such snippet"
    names: dict[str, object] = {}
    exec(snippet[1], names)
    template = Template.from_stack(names["stack"])
    template.resource_count_is("AWS::S3::Bucket", 1)
    template.resource_count_is("AWS::IAM::User", 1)


@check
def the_wheel_carries_the_guides_and_says_where_the_rest_is():
    guides = files("cdk_vendor_access") / "guides"
    for page in ["docs/rotation.md", "docs/warnings.md", "docs/relations.md", "src/logzio/README.md", "examples/logzio_archive.py"]:
        assert (guides / page).is_file(), page
    found = metadata("cdk-vendor-access")
    assert {"Framework :: AWS CDK", "Framework :: AWS CDK :: 2"} <= set(found.get_all("Classifier") or []), found.get_all("Classifier")
    links = [link.split(",")[0] for link in found.get_all("Project-URL") or []]
    assert {"Source", "Documentation", "Changelog", "Issues"} <= set(links), links
    assert "aws-cdk" in found["Keywords"].split(",") and found["Home-page"], found.items()


@check
def prose_has_the_names_of_python():
    page = str(metadata("cdk-vendor-access").get_payload())
    guide = (files("cdk_vendor_access") / "guides" / "src" / "logzio" / "README.md").read_text(encoding="utf8")
    for text, name in [(page, "`add_setup_outputs`"), (guide, "`power_search"), (pydoc.render_doc(VendorAccess), "allow_session_tokens")]:
        assert name in text, name
    for text in [page, guide, pydoc.render_doc(VendorAccess)]:
        prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"`(addSetupOutputs|powerSearch|allowSessionTokens|externalId)\b", prose), prose


def failure_of(run: Check) -> dict[str, str]:
    try:
        run()
    except AssertionError as error:
        return {"failure": str(error)}
    except Exception:
        return {"failure": traceback.format_exc()}
    return {}


for each in CHECKS:
    print(json.dumps({"name": each.__name__.replace("_", " "), **failure_of(each)}))
