package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/logzio"
)

func init() { apps["logzio"] = makeLogzio }

// As app.ts.
func makeLogzio(app awscdk.App) {
	newUser := awscdk.NewStack(app, jsii.String("logzio-new-user"), nil)
	archive := logzio.NewLogzioArchiveBucket(newUser, jsii.String("Archive"), &logzio.LogzioArchiveBucketProps{
		Access: vendoraccess.VendorAccess_IamUser(&vendoraccess.IamUserAccessOptions{
			UserName:   jsii.String("logzio"),
			AccessKeys: vendoraccess.AccessKeys_Single(jsii.Number(2)),
		}),
		EncryptionKey: awskms.NewKey(newUser, jsii.String("Key"), nil),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		Versioned:     jsii.Bool(false),
	})
	archive.AddSetupOutputs(nil)
	var again vendoraccess.VendorBucketAccess = logzio.NewLogzioArchiveBucket(newUser, jsii.String("Again"), &logzio.LogzioArchiveBucketProps{
		Access: vendoraccess.VendorAccess_SameUserAs(archive),
		Usage:  logzio.LogzioUsage_RESTORE,
	})
	again.AddSetupOutputs(&vendoraccess.SetupOutputOptions{
		Prefix:       jsii.String("Again"),
		ExportPrefix: jsii.String("again-"),
	})
	awscdk.NewCfnOutput(newUser, jsii.String("User"), &awscdk.CfnOutputProps{
		Value: (*again.Setup())["UserName"],
	})

	existingUser := awscdk.NewStack(app, jsii.String("logzio-existing-user"), nil)
	logzio.NewLogzioArchiveBucket(existingUser, jsii.String("Archive"), &logzio.LogzioArchiveBucketProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil), nil),
		Bucket: awss3.NewBucket(existingUser, jsii.String("Bucket"), &awss3.BucketProps{
			ObjectOwnership: awss3.ObjectOwnership_BUCKET_OWNER_PREFERRED,
		}),
		Usage:     logzio.LogzioUsage_ARCHIVE,
		ObjectAcl: jsii.Bool(true),
	})
	logzio.NewLogzioS3Fetcher(existingUser, jsii.String("Fetcher"), &logzio.LogzioS3FetcherProps{
		Bucket: awss3.NewBucket(existingUser, jsii.String("Logs"), nil),
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Other"), nil), nil),
	})

	vendorRole := awscdk.NewStack(app, jsii.String("logzio-vendor-role"), nil)
	trusted := vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
		AccountId:          jsii.String("444455556666"),
		ExternalId:         jsii.String("logzio:aws:extid:example0nktixxe8q"),
		MaxSessionDuration: awscdk.Duration_Hours(jsii.Number(2)),
	})
	logzio.NewLogzioArchiveBucket(vendorRole, jsii.String("Archive"), &logzio.LogzioArchiveBucketProps{
		Access:      trusted,
		PowerSearch: jsii.Bool(true),
	}).AddSetupOutputs(nil)
	logzio.NewLogzioS3Fetcher(vendorRole, jsii.String("Fetcher"), &logzio.LogzioS3FetcherProps{
		Bucket: awss3.NewBucket(vendorRole, jsii.String("Logs"), nil),
		Prefix: jsii.String("logs"),
	})
	logzio.NewLogzioS3Fetcher(vendorRole, jsii.String("ByRole"), &logzio.LogzioS3FetcherProps{
		Bucket: awss3.NewBucket(vendorRole, jsii.String("More"), nil),
		Access: trusted,
	})

	existingRole := awscdk.NewStack(app, jsii.String("logzio-existing-role"), nil)
	mine := awsiam.NewRole(existingRole, jsii.String("Mine"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewAccountPrincipal(jsii.String("444455556666")),
	})
	restored := logzio.NewLogzioArchiveBucket(existingRole, jsii.String("Archive"), &logzio.LogzioArchiveBucketProps{
		Access: vendoraccess.VendorAccess_ExistingRole(mine, nil),
		Usage:  logzio.LogzioUsage_RESTORE,
	})
	writer := awsiam.NewRole(existingRole, jsii.String("Writer"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	logzio.NewLogzioS3Fetcher(existingRole, jsii.String("Fetcher"), &logzio.LogzioS3FetcherProps{
		Bucket: restored.Bucket(),
		Access: vendoraccess.VendorAccess_ExistingRole(mine, nil),
	})
	grants := logzio.LogzioBucketGrants_FromBucket(restored.Bucket())
	grants.Archive(writer)
	grants.Fetch(writer, &logzio.LogzioFetchOptions{
		Prefix: jsii.String("logs"),
	})
}
