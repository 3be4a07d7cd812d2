package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/veeam"
)

func init() { apps["veeam"] = makeVeeam }

// As app.ts.
func makeVeeam(app awscdk.App) {
	newUser := awscdk.NewStack(app, jsii.String("veeam-new-user"), nil)
	repository := veeam.NewVeeamM365Repository(newUser, jsii.String("Repository"), &veeam.VeeamM365RepositoryProps{
		Folder:           jsii.String("finance"),
		StorageClass:     veeam.VeeamM365StorageClass_STANDARD_IA,
		Immutability:     jsii.Bool(true),
		MaximumRetention: awscdk.Duration_Days(jsii.Number(395)),
		LockMode:         awss3.ObjectLockMode_GOVERNANCE,
	})
	repository.AddSetupOutputs(nil)

	existingUser := awscdk.NewStack(app, jsii.String("veeam-existing-user"), nil)
	veeam.NewVeeamM365Repository(existingUser, jsii.String("Copies"), &veeam.VeeamM365RepositoryProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil), nil),
		Bucket: awss3.NewBucket(existingUser, jsii.String("Bucket"), nil),
		Usage:  veeam.VeeamM365Usage_BACKUP_COPY,
		ArchiverAppliance: veeam.VeeamArchiverAppliance_VendorManagedNetwork(&veeam.VeeamArchiverOptions{
			TagOnCreateOnly: jsii.Bool(true),
			InstanceTags:    &map[string]*string{"purpose": jsii.String("archiver")},
			VolumeKey:       awskms.NewKey(existingUser, jsii.String("Key"), nil),
		}),
	})

	ownNetwork := awscdk.NewStack(app, jsii.String("veeam-network"), nil)
	backups := awss3.NewBucket(ownNetwork, jsii.String("Backups"), nil)
	network := veeam.NewVeeamArchiverNetwork(ownNetwork, jsii.String("Network"), &veeam.VeeamArchiverNetworkProps{
		ProxyCidrs:     jsii.Strings("203.0.113.7/32", "198.51.100.0/28"),
		RedirectorPort: jsii.Number(8443),
		Repositories:   &[]awss3.IBucket{backups},
	})
	network.AddSetupOutputs(nil)
	veeam.NewVeeamM365Repository(ownNetwork, jsii.String("Copies"), &veeam.VeeamM365RepositoryProps{
		Usage:             veeam.VeeamM365Usage_BACKUP_COPY,
		ArchiverAppliance: network.Appliance(&veeam.VeeamArchiverOptions{TagOnCreateOnly: jsii.Bool(true)}),
	})
	reader := awsiam.NewRole(ownNetwork, jsii.String("Reader"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	veeam.VeeamBucketGrants_FromBucket(backups).M365Repository(reader, &veeam.VeeamM365GrantOptions{LeastActions: jsii.Bool(true)})

	backup := awscdk.NewStack(app, jsii.String("veeam-backup"), nil)
	first := veeam.NewVeeamBackupRepository(backup, jsii.String("First"), &veeam.VeeamBackupRepositoryProps{
		Immutability:       jsii.Bool(true),
		ImmutabilityPeriod: awscdk.Duration_Days(jsii.Number(30)),
		MaximumRetention:   awscdk.Duration_Days(jsii.Number(60)),
	})
	first.AddSetupOutputs(nil)
	proxies := veeam.NewVeeamArchiverNetwork(backup, jsii.String("Network"), &veeam.VeeamArchiverNetworkProps{
		ProxyCidrs:   jsii.Strings("203.0.113.7/32"),
		Repositories: &[]awss3.IBucket{first.Bucket()},
	})
	veeam.NewVeeamBackupRepository(backup, jsii.String("Archive"), &veeam.VeeamBackupRepositoryProps{
		Access:        vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(backup, jsii.String("Mine"), nil), nil),
		Tier:          veeam.VeeamBackupTier_ARCHIVE_DEEP_ARCHIVE,
		Appliance:     proxies.Appliance(nil),
		EbsEncryption: jsii.Bool(true),
	})
	veeam.NewVeeamBackupRepository(backup, jsii.String("Second"), &veeam.VeeamBackupRepositoryProps{
		Bucket:       first.Bucket(),
		Immutability: jsii.Bool(true),
		ReadOnly:     jsii.Bool(true),
	})
	auditor := awsiam.NewRole(backup, jsii.String("Auditor"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	veeam.VeeamBucketGrants_FromBucket(first.Bucket()).BackupRepository(auditor, &veeam.VeeamBackupGrantOptions{ReadOnly: jsii.Bool(true)})
}
