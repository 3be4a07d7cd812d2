/** Where the files of the newest release are. */
export const RELEASES = 'https://github.com/cdk-vendor-access/cdk-vendor-access/releases/latest/download';

export const INTRODUCTION = `<!-- Generated from test/*/launch.ts by npm run docs; edit those. -->
# Templates without the CDK

The constructs as CloudFormation templates: nothing to install, no bootstrap, no assets. Each is synthesized by its construct, with the usual options, and parameters for the rest. A test compares the two. For other options, use the construct ([guides](../README.md#constructs)). Until the first release is published, the files are in \`docs/templates\` of the repository.

TABLE

## Deploy

Download the template from the [release](${RELEASES.replace('/latest/download', '')}), and deploy it with the command below. Or upload it in the console of CloudFormation, which asks for the parameters.

\`\`\`sh
curl -fLO ${RELEASES}/veeam-m365-repository.json
aws cloudformation deploy --stack-name veeam-m365-repository --template-file veeam-m365-repository.json \\
  --capabilities CAPABILITY_IAM --parameter-overrides BucketPrefix=acme-backups
aws cloudformation describe-stacks --stack-name veeam-m365-repository --query 'Stacks[0].Outputs'
\`\`\`

CloudFormation refuses wrong values before it creates anything, with the sentence in the column *allowed*. The outputs say what to enter in the vendor's console. An access key is in no output: read it from the secret of \`SetupSecretArn\`, once, when you enter it.

\`\`\`sh
aws secretsmanager get-secret-value --secret-id ARN-OF-THE-SECRET --query SecretString --output text
\`\`\`

- **Verify** a download: \`gh attestation verify veeam-m365-repository.json --repo cdk-vendor-access/cdk-vendor-access\`.
- **Update**: deploy the template of the next version with the same name of the stack. [CHANGELOG](../CHANGELOG.md) names every changed permission.
- **Delete**: \`aws cloudformation delete-stack\` deletes the user or role, its key and the secret. The bucket and its policy are kept, with the data. To deploy again, choose another \`BucketPrefix\`, or [import the bucket](adopt.md).
- **A lost key**: end it at once with \`aws iam update-access-key --user-name USER --access-key-id OLD --status Inactive\`. Then \`aws iam create-access-key --user-name USER\`, enter the new key in the product, store it with \`aws secretsmanager put-secret-value\`, and delete the old one with \`aws iam delete-access-key\`. The user is in \`SetupUserName\`. Before you delete the stack, delete the new key: CloudFormation does not know it.
- **Rotate**: a template keeps its first key. A CDK app with the same construct, id (in brackets below) and bucket name can take over the stack, and [replace the key in steps](rotation.md).
- **Limits**: each template is smaller than 51,200 bytes, which is what the command takes without a bucket for templates.

## StackSets and Service Catalog

The templates have no asset, no export and no fixed name, except the role \`vmimport\`, which AWS demands. The name of the bucket ends with account and region, so that the same parameters work everywhere:

\`\`\`sh
aws cloudformation create-stack-set --stack-set-name velero --template-body file://velero-backup-location.json \\
  --capabilities CAPABILITY_IAM --parameters ParameterKey=BucketPrefix,ParameterValue=acme-velero
\`\`\`

In Service Catalog, a template is the version of a product: upload it as it is. The parameters, their constraints and the rules become the form. Give the product a launch constraint whose role may create what the template creates ([what it needs](platform.md#the-role-that-deploys)).

## Terraform

The archive [templates.tar.gz](${RELEASES}/templates.tar.gz) has all templates and, in a folder for each, its policies: of the principal, of the bucket, of trust. They are JSON for \`templatefile\`, with a placeholder for each value that only you know. Variables of IAM are escaped (\`$\${aws:username}\`). The tables below list the placeholders, and the pages that the permissions are from.

\`\`\`hcl
data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
resource "aws_iam_policy" "veeam" {
  name = "veeam"
  policy = templatefile("veeam/m365-repository/repository-policy.json", {
    account_id = data.aws_caller_identity.this.account_id
    partition  = data.aws_partition.this.partition
    bucket_arn = aws_s3_bucket.backups.arn
  })
}
\`\`\`

The policies are half of it. The bucket also needs the settings of the template: no public access, encryption, versions and Object Lock as the product wants them, and the bucket policy.`;
