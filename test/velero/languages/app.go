package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/velero"
)

func init() { apps["velero"] = makeVelero }

// As app.ts.
func makeVelero(app awscdk.App) {
	newUser := awscdk.NewStack(app, jsii.String("velero-new-user"), nil)
	velero.NewVeleroBackupLocation(newUser, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		ObjectTags: jsii.Bool(true),
	}).AddSetupOutputs(nil)

	existingUser := awscdk.NewStack(app, jsii.String("velero-existing-user"), nil)
	velero.NewVeleroBackupLocation(existingUser, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil), nil),
	})

	serviceAccount := awscdk.NewStack(app, jsii.String("velero-service-account"), nil)
	provider := awsiam.OpenIdConnectProvider_FromOpenIdConnectProviderArn(
		serviceAccount,
		jsii.String("Provider"),
		jsii.String("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"),
	)
	token := vendoraccess.Workload_ServiceAccount(&vendoraccess.ServiceAccountOptions{
		Provider:       provider,
		Namespace:      jsii.String("velero"),
		ServiceAccount: jsii.String("velero-server"),
	})
	velero.NewVeleroBackupLocation(serviceAccount, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		Access: vendoraccess.VendorAccess_WorkloadRole(token, nil),
	})

	podIdentity := awscdk.NewStack(app, jsii.String("velero-pod-identity"), nil)
	pod := vendoraccess.Workload_PodIdentity(&vendoraccess.PodIdentityOptions{
		ClusterName:    jsii.String("production"),
		ClusterRegion:  jsii.String("eu-west-1"),
		Namespace:      jsii.String("velero"),
		ServiceAccount: jsii.String("velero-server"),
	})
	velero.NewVeleroBackupLocation(podIdentity, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		Access:          vendoraccess.VendorAccess_WorkloadRole(pod, &vendoraccess.NewRoleOptions{RoleName: jsii.String("velero")}),
		Prefix:          jsii.String("clusters/prod"),
		Versioned:       jsii.Bool(false),
		VolumeSnapshots: jsii.Bool(true),
		VolumeKey:       awskms.NewKey(podIdentity, jsii.String("VolumeKey"), nil),
	})

	ec2Instance := awscdk.NewStack(app, jsii.String("velero-ec2-instance"), nil)
	velero.NewVeleroBackupLocation(ec2Instance, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		Access: vendoraccess.VendorAccess_WorkloadRole(vendoraccess.Workload_Ec2Instance(), nil),
	})

	existingRole := awscdk.NewStack(app, jsii.String("velero-existing-role"), nil)
	mine := awsiam.NewRole(existingRole, jsii.String("Mine"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), nil),
	})
	location := velero.NewVeleroBackupLocation(existingRole, jsii.String("Velero"), &velero.VeleroBackupLocationProps{
		Access: vendoraccess.VendorAccess_ExistingRole(mine, nil),
	})
	writer := awsiam.NewRole(existingRole, jsii.String("Writer"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	velero.VeleroBucketGrants_FromBucket(location.Bucket()).Backup(writer, &velero.VeleroGrantOptions{
		Prefix:     jsii.String("other"),
		ObjectTags: jsii.Bool(true),
	})
}
