"""What parliament and cloudsplaining say of the identity policies in the templates of a folder, as JSON."""

import json
import pathlib
import sys

from cloudsplaining.scan.policy_document import PolicyDocument
from parliament import analyze_policy_string

# What Ref and GetAtt stand for where nothing is deployed.
NAMES = {
    "AWS::Partition": "aws",
    "AWS::AccountId": "111122223333",
    "AWS::Region": "eu-west-1",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "stack",
}


def literal(value, resources):
    """A value without intrinsics, of the form that the policy has when it is deployed."""
    if isinstance(value, list):
        return [literal(item, resources) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        name = value["Ref"]
        if resources.get(name, {}).get("Type") == "AWS::SecretsManager::Secret":
            return f"arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}"
        return NAMES.get(name, name.lower())
    if set(value) == {"Fn::GetAtt"}:
        name, attribute = value["Fn::GetAtt"]
        if attribute != "Arn":
            return name.lower()
        if "Key" in name:
            return "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"
        kind = "role/" if "Role" in name else None
        return f"arn:aws:iam::111122223333:{kind}{name}" if kind else f"arn:aws:s3:::{name.lower()}"
    if set(value) == {"Fn::Join"}:
        between, parts = value["Fn::Join"]
        return between.join(str(literal(part, resources)) for part in parts)
    if set(value) == {"Fn::ImportValue"}:
        return "imported"
    return {key: literal(item, resources) for key, item in value.items()}


def policies(template):
    """Each identity policy with the logical id of what holds it."""
    resources = template.get("Resources", {})
    for logical_id, resource in resources.items():
        properties = resource.get("Properties", {})
        if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            yield logical_id, literal(properties["PolicyDocument"], resources)
        for inline in properties.get("Policies", []) if resource["Type"].startswith("AWS::IAM::") else []:
            yield logical_id, literal(inline["PolicyDocument"], resources)


def findings(document):
    """(tool, rule) of everything that is found in a policy."""
    found = {("parliament", issue.issue) for issue in analyze_policy_string(json.dumps(document)).findings}
    scanned = PolicyDocument(document)
    kinds = {
        "InfrastructureModification": scanned.infrastructure_modification,
        "PrivilegeEscalation": scanned.allows_privilege_escalation,
        "DataExfiltration": scanned.allows_data_exfiltration_actions,
        "ResourceExposure": scanned.permissions_management_without_constraints,
        "CredentialsExposure": scanned.credentials_exposure,
        "ServiceWildcard": scanned.service_wildcard,
    }
    return found | {("cloudsplaining", kind) for kind, value in kinds.items() if value}


def main():
    everything = []
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        for logical_id, document in policies(json.loads(file.read_text())):
            for tool, rule in sorted(findings(document)):
                everything.append({"tool": tool, "rule": rule, "file": file.name, "resource": logical_id})
    print(json.dumps(everything))


main()
