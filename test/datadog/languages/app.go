package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/datadog"
)

func init() { apps["datadog"] = makeDatadog }

// As app.ts.
func makeDatadog(app awscdk.App) {
	existingRole := awscdk.NewStack(app, jsii.String("datadog-existing-role"), nil)
	mine := awsiam.NewRole(existingRole, jsii.String("Mine"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewAccountPrincipal(datadog.DatadogAccount_OfSite(datadog.DatadogSite_AP1)),
	})
	archive := datadog.NewDatadogLogArchive(existingRole, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access:        vendoraccess.VendorAccess_ExistingRole(mine, nil),
		EncryptionKey: awskms.NewKey(existingRole, jsii.String("Key"), nil),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		Prefix:        jsii.String("production"),
		Versioned:     jsii.Bool(false),
	})
	archive.AddSetupOutputs(nil)
	reader := awsiam.NewRole(existingRole, jsii.String("Reader"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	datadog.DatadogBucketGrants_FromBucket(archive.Bucket()).Rehydrate(reader, &datadog.DatadogGrantOptions{
		Prefix: jsii.String("production"),
	})

	vendorRole := awscdk.NewStack(app, jsii.String("datadog-vendor-role"), nil)
	datadog.NewDatadogLogArchive(vendorRole, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access: vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
			AccountId:          datadog.DatadogAccount_OfSite(datadog.DatadogSite_EU1),
			ExternalId:         jsii.String("5f1c3a9b7d2e4c60"),
			MaxSessionDuration: awscdk.Duration_Hours(jsii.Number(2)),
		}),
		Bucket: awss3.NewBucket(vendorRole, jsii.String("Bucket"), nil),
		Usage:  datadog.DatadogUsage_REHYDRATE,
	})

	pendingRole := awscdk.NewStack(app, jsii.String("datadog-pending-role"), nil)
	accountId := datadog.DatadogAccount_OfSiteInGovCloud(datadog.DatadogSite_US1_FED)
	datadog.NewDatadogLogArchive(pendingRole, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access: vendoraccess.VendorAccess_PendingVendorRole(&vendoraccess.PendingVendorRoleAccessOptions{
			AccountId: accountId,
			RoleName:  jsii.String("DatadogArchives"),
		}),
	}).AddSetupOutputs(nil)

	openedRole := awscdk.NewStack(app, jsii.String("datadog-opened-role"), nil)
	datadog.NewDatadogLogArchive(openedRole, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access: vendoraccess.VendorAccess_PendingVendorRole(&vendoraccess.PendingVendorRoleAccessOptions{
			AccountId:  accountId,
			RoleName:   jsii.String("DatadogArchives"),
			ExternalId: jsii.String("5f1c3a9b7d2e4c60"),
		}),
	}).AddSetupOutputs(nil)

	newUser := awscdk.NewStack(app, jsii.String("datadog-new-user"), nil)
	datadog.NewDatadogLogArchive(newUser, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access: vendoraccess.VendorAccess_IamUser(nil),
		Usage:  datadog.DatadogUsage_ARCHIVE,
	})

	existingUser := awscdk.NewStack(app, jsii.String("datadog-existing-user"), nil)
	datadog.NewDatadogLogArchive(existingUser, jsii.String("Archive"), &datadog.DatadogLogArchiveProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil), nil),
		Usage:  datadog.DatadogUsage_ARCHIVE,
	})
}
