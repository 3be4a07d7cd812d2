package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/cloudberry"
)

func init() { apps["cloudberry"] = makeCloudberry }

// As app.ts.
func makeCloudberry(app awscdk.App) {
	newUser := awscdk.NewStack(app, jsii.String("cloudberry-new-user"), nil)
	backup := cloudberry.NewCloudBerryBackupUser(newUser, jsii.String("Backup"), &cloudberry.CloudBerryBackupUserProps{
		Permissions: cloudberry.CloudBerryPermissions_KB1034,
		Prefix:      jsii.String("office/pc-1"),
		Protection: cloudberry.CloudBerryProtection_ObjectLock(&cloudberry.CloudBerryObjectLockOptions{
			DefaultRetention: awscdk.Duration_Days(jsii.Number(30)),
			Mode:             awss3.ObjectLockMode_COMPLIANCE,
			Gfs:              jsii.Bool(true),
		}),
	})
	second := awss3.NewBucket(newUser, jsii.String("Second"), &awss3.BucketProps{
		Versioned:         jsii.Bool(true),
		ObjectLockEnabled: jsii.Bool(true),
	})
	backup.AddBucket(second, &cloudberry.CloudBerryAddBucketOptions{Prefix: jsii.String("office")})
	backup.AddSetupOutputs(nil)

	existingUser := awscdk.NewStack(app, jsii.String("cloudberry-existing-user"), nil)
	cloudberry.NewCloudBerryBackupUser(existingUser, jsii.String("Backup"), &cloudberry.CloudBerryBackupUserProps{
		Access:     vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil), nil),
		Bucket:     awss3.NewBucket(existingUser, jsii.String("Bucket"), &awss3.BucketProps{Versioned: jsii.Bool(true)}),
		Protection: cloudberry.CloudBerryProtection_RecoverableDeletes(),
	})

	provider := awscdk.NewStack(app, jsii.String("cloudberry-provider"), nil)
	federated := cloudberry.NewCloudBerryManagedBackup(provider, jsii.String("Provider"), &cloudberry.CloudBerryManagedBackupProps{
		ObjectAcls: jsii.Bool(true),
	})
	federated.AddSessionPolicyOutput(jsii.String("customer-a"), jsii.String("MBS-a"))
	moment := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	federated.RevokeSessionsBefore(&moment)

	providerRole := awscdk.NewStack(app, jsii.String("cloudberry-provider-role"), nil)
	cloudberry.NewCloudBerryManagedBackup(providerRole, jsii.String("Provider"), &cloudberry.CloudBerryManagedBackupProps{
		Access: vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
			AccountId:  jsii.String("444455556666"),
			ExternalId: jsii.String("example0provider4t7m"),
		}),
	}).AddSetupOutputs(nil)

	providerExisting := awscdk.NewStack(app, jsii.String("cloudberry-provider-existing"), nil)
	cloudberry.NewCloudBerryManagedBackup(providerExisting, jsii.String("ByUser"), &cloudberry.CloudBerryManagedBackupProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(providerExisting, jsii.String("User"), nil), nil),
	})
	msp360 := awsiam.NewRole(providerExisting, jsii.String("Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewAccountPrincipal(jsii.String("444455556666")),
	})
	cloudberry.NewCloudBerryManagedBackup(providerExisting, jsii.String("ByRole"), &cloudberry.CloudBerryManagedBackupProps{
		Access: vendoraccess.VendorAccess_ExistingRole(msp360, nil),
	})

	restore := awscdk.NewStack(app, jsii.String("cloudberry-restore"), nil)
	agents := awsiam.NewRole(restore, jsii.String("Agents"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	bucket := awss3.Bucket_FromBucketName(restore, jsii.String("Bucket"), jsii.String("example-bucket"))
	cloudberry.NewCloudBerryEc2Restore(restore, jsii.String("Restore"), &cloudberry.CloudBerryEc2RestoreProps{
		Access:     vendoraccess.VendorAccess_ExistingRole(agents, nil),
		Bucket:     bucket,
		ImportRole: cloudberry.VmImportRole_Create(nil),
		MailFrom:   jsii.String("backup@mail.example.com"),
		Placement: &cloudberry.CloudBerryRestorePlacement{
			Subnets: &[]awsec2.ISubnet{awsec2.Subnet_FromSubnetId(restore, jsii.String("Subnet"), jsii.String("subnet-0placed"))},
			SecurityGroups: &[]awsec2.ISecurityGroup{
				awsec2.SecurityGroup_FromSecurityGroupId(restore, jsii.String("Group"), jsii.String("sg-0placed"), nil),
			},
		},
	})
	cloudberry.CloudBerryBucketGrants_FromBucket(bucket).Backup(agents, &cloudberry.CloudBerryBackupOptions{
		Prefix: jsii.String("office"),
	})

	restores := awscdk.NewStack(app, jsii.String("cloudberry-restores"), nil)
	backups := awss3.Bucket_FromBucketName(restores, jsii.String("Bucket"), jsii.String("example-bucket"))
	importRole := cloudberry.VmImportRole_Existing()
	cloudberry.NewCloudBerryEc2Restore(restores, jsii.String("ByNewUser"), &cloudberry.CloudBerryEc2RestoreProps{
		Bucket:     backups,
		ImportRole: importRole,
	})
	cloudberry.NewCloudBerryEc2Restore(restores, jsii.String("ByUser"), &cloudberry.CloudBerryEc2RestoreProps{
		Access:     vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(restores, jsii.String("User"), nil), nil),
		Bucket:     backups,
		ImportRole: importRole,
	})
	cloudberry.NewCloudBerryEc2Restore(restores, jsii.String("ByVendorRole"), &cloudberry.CloudBerryEc2RestoreProps{
		Access: vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
			AccountId:  jsii.String("444455556666"),
			ExternalId: jsii.String("example0provider4t7m"),
		}),
		Bucket:     backups,
		ImportRole: importRole,
	})
}
