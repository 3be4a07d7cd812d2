package apps;

import io.github.cdkvendoraccess.PendingVendorRoleAccessOptions;
import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.VendorRoleAccessOptions;
import io.github.cdkvendoraccess.datadog.DatadogAccount;
import io.github.cdkvendoraccess.datadog.DatadogBucketGrants;
import io.github.cdkvendoraccess.datadog.DatadogGrantOptions;
import io.github.cdkvendoraccess.datadog.DatadogLogArchive;
import io.github.cdkvendoraccess.datadog.DatadogSite;
import io.github.cdkvendoraccess.datadog.DatadogUsage;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;

/** As app.ts. */
public final class Datadog {
  public static void make(App app) {
    Stack existingRole = new Stack(app, "datadog-existing-role");
    Role mine = Role.Builder.create(existingRole, "Mine")
        .assumedBy(new AccountPrincipal(DatadogAccount.ofSite(DatadogSite.AP1)))
        .build();
    DatadogLogArchive archive = DatadogLogArchive.Builder.create(existingRole, "Archive")
        .access(VendorAccess.existingRole(mine))
        .encryptionKey(new Key(existingRole, "Key"))
        .removalPolicy(RemovalPolicy.DESTROY)
        .prefix("production")
        .versioned(false)
        .build();
    archive.addSetupOutputs();
    Role reader = Role.Builder.create(existingRole, "Reader").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    DatadogBucketGrants.fromBucket(archive.getBucket())
        .rehydrate(reader, DatadogGrantOptions.builder().prefix("production").build());

    Stack vendorRole = new Stack(app, "datadog-vendor-role");
    DatadogLogArchive.Builder.create(vendorRole, "Archive")
        .access(VendorAccess.vendorRole(VendorRoleAccessOptions.builder()
            .accountId(DatadogAccount.ofSite(DatadogSite.EU1))
            .externalId("5f1c3a9b7d2e4c60")
            .maxSessionDuration(Duration.hours(2))
            .build()))
        .bucket(new Bucket(vendorRole, "Bucket"))
        .usage(DatadogUsage.REHYDRATE)
        .build();

    Stack pendingRole = new Stack(app, "datadog-pending-role");
    String accountId = DatadogAccount.ofSiteInGovCloud(DatadogSite.US1_FED);
    DatadogLogArchive.Builder.create(pendingRole, "Archive")
        .access(VendorAccess.pendingVendorRole(PendingVendorRoleAccessOptions.builder()
            .accountId(accountId)
            .roleName("DatadogArchives")
            .build()))
        .build()
        .addSetupOutputs();

    Stack openedRole = new Stack(app, "datadog-opened-role");
    DatadogLogArchive.Builder.create(openedRole, "Archive")
        .access(VendorAccess.pendingVendorRole(PendingVendorRoleAccessOptions.builder()
            .accountId(accountId)
            .roleName("DatadogArchives")
            .externalId("5f1c3a9b7d2e4c60")
            .build()))
        .build()
        .addSetupOutputs();

    Stack newUser = new Stack(app, "datadog-new-user");
    DatadogLogArchive.Builder.create(newUser, "Archive")
        .access(VendorAccess.iamUser())
        .usage(DatadogUsage.ARCHIVE)
        .build();

    Stack existingUser = new Stack(app, "datadog-existing-user");
    DatadogLogArchive.Builder.create(existingUser, "Archive")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .usage(DatadogUsage.ARCHIVE)
        .build();
  }
}
