package apps;

import io.github.cdkvendoraccess.RoleAccess;
import io.github.cdkvendoraccess.UserAccess;
import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.VendorRoleAccessOptions;
import io.github.cdkvendoraccess.cloudberry.CloudBerryAddBucketOptions;
import io.github.cdkvendoraccess.cloudberry.CloudBerryBackupOptions;
import io.github.cdkvendoraccess.cloudberry.CloudBerryBackupUser;
import io.github.cdkvendoraccess.cloudberry.CloudBerryBucketGrants;
import io.github.cdkvendoraccess.cloudberry.CloudBerryEc2Restore;
import io.github.cdkvendoraccess.cloudberry.CloudBerryManagedBackup;
import io.github.cdkvendoraccess.cloudberry.CloudBerryObjectLockOptions;
import io.github.cdkvendoraccess.cloudberry.CloudBerryPermissions;
import io.github.cdkvendoraccess.cloudberry.CloudBerryProtection;
import io.github.cdkvendoraccess.cloudberry.CloudBerryRestorePlacement;
import io.github.cdkvendoraccess.cloudberry.VmImportRole;
import java.time.Instant;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Subnet;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.ObjectLockMode;

/** As app.ts. */
public final class Cloudberry {
  public static void make(App app) {
    Stack newUser = new Stack(app, "cloudberry-new-user");
    CloudBerryBackupUser backup = CloudBerryBackupUser.Builder.create(newUser, "Backup")
        .permissions(CloudBerryPermissions.KB1034)
        .prefix("office/pc-1")
        .protection(CloudBerryProtection.objectLock(CloudBerryObjectLockOptions.builder()
            .defaultRetention(Duration.days(30))
            .mode(ObjectLockMode.COMPLIANCE)
            .gfs(true)
            .build()))
        .build();
    Bucket second = Bucket.Builder.create(newUser, "Second").versioned(true).objectLockEnabled(true).build();
    backup.addBucket(second, CloudBerryAddBucketOptions.builder().prefix("office").build());
    backup.addSetupOutputs();

    Stack existingUser = new Stack(app, "cloudberry-existing-user");
    CloudBerryBackupUser.Builder.create(existingUser, "Backup")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .bucket(Bucket.Builder.create(existingUser, "Bucket").versioned(true).build())
        .protection(CloudBerryProtection.recoverableDeletes())
        .build();

    Stack provider = new Stack(app, "cloudberry-provider");
    CloudBerryManagedBackup federated = CloudBerryManagedBackup.Builder.create(provider, "Provider").objectAcls(true).build();
    federated.addSessionPolicyOutput("customer-a", "MBS-a");
    federated.revokeSessionsBefore(Instant.parse("2026-11-01T00:00:00Z"));

    Stack providerRole = new Stack(app, "cloudberry-provider-role");
    CloudBerryManagedBackup.Builder.create(providerRole, "Provider")
        .access(VendorAccess.vendorRole(VendorRoleAccessOptions.builder()
            .accountId("444455556666")
            .externalId("example0provider4t7m")
            .build()))
        .build()
        .addSetupOutputs();

    Stack providerExisting = new Stack(app, "cloudberry-provider-existing");
    UserAccess providerUser = VendorAccess.existingUser(new User(providerExisting, "User"));
    CloudBerryManagedBackup.Builder.create(providerExisting, "ByUser").access(providerUser).build();
    Role msp360 = Role.Builder.create(providerExisting, "Role").assumedBy(new AccountPrincipal("444455556666")).build();
    CloudBerryManagedBackup.Builder.create(providerExisting, "ByRole").access(VendorAccess.existingRole(msp360)).build();

    Stack restore = new Stack(app, "cloudberry-restore");
    Role agents = Role.Builder.create(restore, "Agents").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    IBucket bucket = Bucket.fromBucketName(restore, "Bucket", "example-bucket");
    CloudBerryEc2Restore.Builder.create(restore, "Restore")
        .access(VendorAccess.existingRole(agents))
        .bucket(bucket)
        .importRole(VmImportRole.create())
        .mailFrom("backup@mail.example.com")
        .placement(CloudBerryRestorePlacement.builder()
            .subnets(List.of(Subnet.fromSubnetId(restore, "Subnet", "subnet-0placed")))
            .securityGroups(List.of(SecurityGroup.fromSecurityGroupId(restore, "Group", "sg-0placed")))
            .build())
        .build();
    CloudBerryBucketGrants.fromBucket(bucket).backup(agents, CloudBerryBackupOptions.builder().prefix("office").build());

    Stack restores = new Stack(app, "cloudberry-restores");
    IBucket backups = Bucket.fromBucketName(restores, "Bucket", "example-bucket");
    VmImportRole importRole = VmImportRole.existing();
    CloudBerryEc2Restore.Builder.create(restores, "ByNewUser").bucket(backups).importRole(importRole).build();
    UserAccess restoreUser = VendorAccess.existingUser(new User(restores, "User"));
    CloudBerryEc2Restore.Builder.create(restores, "ByUser").access(restoreUser).bucket(backups).importRole(importRole).build();
    RoleAccess vendorRole = VendorAccess.vendorRole(VendorRoleAccessOptions.builder()
        .accountId("444455556666")
        .externalId("example0provider4t7m")
        .build());
    CloudBerryEc2Restore.Builder.create(restores, "ByVendorRole").access(vendorRole).bucket(backups).importRole(importRole).build();
  }
}
