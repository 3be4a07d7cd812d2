package apps;

import io.github.cdkvendoraccess.NewRoleOptions;
import io.github.cdkvendoraccess.PodIdentityOptions;
import io.github.cdkvendoraccess.ServiceAccountOptions;
import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.Workload;
import io.github.cdkvendoraccess.velero.VeleroBackupLocation;
import io.github.cdkvendoraccess.velero.VeleroBucketGrants;
import io.github.cdkvendoraccess.velero.VeleroGrantOptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IOpenIdConnectProvider;
import software.amazon.awscdk.services.iam.OpenIdConnectProvider;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.kms.Key;

/** As app.ts. */
public final class Velero {
  public static void make(App app) {
    Stack newUser = new Stack(app, "velero-new-user");
    VeleroBackupLocation.Builder.create(newUser, "Velero").objectTags(true).build().addSetupOutputs();

    Stack existingUser = new Stack(app, "velero-existing-user");
    VeleroBackupLocation.Builder.create(existingUser, "Velero")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .build();

    Stack serviceAccount = new Stack(app, "velero-service-account");
    IOpenIdConnectProvider provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(
        serviceAccount,
        "Provider",
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE");
    Workload token = Workload.serviceAccount(ServiceAccountOptions.builder()
        .provider(provider)
        .namespace("velero")
        .serviceAccount("velero-server")
        .build());
    VeleroBackupLocation.Builder.create(serviceAccount, "Velero").access(VendorAccess.workloadRole(token)).build();

    Stack podIdentity = new Stack(app, "velero-pod-identity");
    Workload pod = Workload.podIdentity(PodIdentityOptions.builder()
        .clusterName("production")
        .clusterRegion("eu-west-1")
        .namespace("velero")
        .serviceAccount("velero-server")
        .build());
    VeleroBackupLocation.Builder.create(podIdentity, "Velero")
        .access(VendorAccess.workloadRole(pod, NewRoleOptions.builder().roleName("velero").build()))
        .prefix("clusters/prod")
        .versioned(false)
        .volumeSnapshots(true)
        .volumeKey(new Key(podIdentity, "VolumeKey"))
        .build();

    Stack ec2Instance = new Stack(app, "velero-ec2-instance");
    VeleroBackupLocation.Builder.create(ec2Instance, "Velero")
        .access(VendorAccess.workloadRole(Workload.ec2Instance()))
        .build();

    Stack existingRole = new Stack(app, "velero-existing-role");
    Role mine = Role.Builder.create(existingRole, "Mine").assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com")).build();
    VeleroBackupLocation location = VeleroBackupLocation.Builder.create(existingRole, "Velero")
        .access(VendorAccess.existingRole(mine))
        .build();
    Role writer = Role.Builder.create(existingRole, "Writer").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    VeleroBucketGrants.fromBucket(location.getBucket())
        .backup(writer, VeleroGrantOptions.builder().prefix("other").objectTags(true).build());
  }
}
