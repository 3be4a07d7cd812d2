package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/velero"
)

func init() { apps["velero"] = makeVelero }

// As app.ts.
func makeVelero(app awscdk.App) {
	newUser := awscdk.NewStack(app, jsii.String("velero-new-user"), nil)
	velero.NewVeleroBucket(newUser, jsii.String("Velero"), nil).AddSetupOutputs(nil)

	existingUser := awscdk.NewStack(app, jsii.String("velero-existing-user"), nil)
	velero.NewVeleroBucket(existingUser, jsii.String("Velero"), &velero.VeleroBucketProps{
		Access: vendoraccess.VendorAccess_ExistingUser(awsiam.NewUser(existingUser, jsii.String("Mine"), nil)),
	})

	vendorRole := awscdk.NewStack(app, jsii.String("velero-vendor-role"), nil)
	velero.NewVeleroBucket(vendorRole, jsii.String("Velero"), &velero.VeleroBucketProps{
		Access: vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
			AccountId:  jsii.String("444455556666"),
			ExternalId: jsii.String("example-external-id"),
		}),
	})

	existingRole := awscdk.NewStack(app, jsii.String("velero-existing-role"), nil)
	mine := awsiam.NewRole(existingRole, jsii.String("Mine"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewAccountPrincipal(jsii.String("444455556666")),
	})
	veleroBucket := velero.NewVeleroBucket(existingRole, jsii.String("Velero"), &velero.VeleroBucketProps{
		Access: vendoraccess.VendorAccess_ExistingRole(mine),
	})
	writer := awsiam.NewRole(existingRole, jsii.String("Writer"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ec2.amazonaws.com"), nil),
	})
	velero.VeleroBucketGrants_FromBucket(veleroBucket.Bucket()).Backup(writer)
}
