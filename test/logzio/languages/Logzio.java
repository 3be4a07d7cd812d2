package apps;

import io.github.cdkvendoraccess.AccessKeys;
import io.github.cdkvendoraccess.IamUserAccessOptions;
import io.github.cdkvendoraccess.RoleAccess;
import io.github.cdkvendoraccess.SetupOutputOptions;
import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.VendorBucketAccess;
import io.github.cdkvendoraccess.VendorRoleAccessOptions;
import io.github.cdkvendoraccess.logzio.LogzioArchiveBucket;
import io.github.cdkvendoraccess.logzio.LogzioBucketGrants;
import io.github.cdkvendoraccess.logzio.LogzioFetchOptions;
import io.github.cdkvendoraccess.logzio.LogzioS3Fetcher;
import io.github.cdkvendoraccess.logzio.LogzioUsage;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;

/** As app.ts. */
public final class Logzio {
  public static void make(App app) {
    Stack newUser = new Stack(app, "logzio-new-user");
    LogzioArchiveBucket archive = LogzioArchiveBucket.Builder.create(newUser, "Archive")
        .access(VendorAccess.iamUser(IamUserAccessOptions.builder().userName("logzio").accessKeys(AccessKeys.single(2)).build()))
        .encryptionKey(new Key(newUser, "Key"))
        .removalPolicy(RemovalPolicy.DESTROY)
        .versioned(false)
        .build();
    archive.addSetupOutputs();
    VendorBucketAccess again = LogzioArchiveBucket.Builder.create(newUser, "Again")
        .access(VendorAccess.sameUserAs(archive))
        .usage(LogzioUsage.RESTORE)
        .build();
    again.addSetupOutputs(SetupOutputOptions.builder().prefix("Again").exportPrefix("again-").build());
    CfnOutput.Builder.create(newUser, "User").value(again.getSetup().get("UserName")).build();

    Stack existingUser = new Stack(app, "logzio-existing-user");
    LogzioArchiveBucket.Builder.create(existingUser, "Archive")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .bucket(Bucket.Builder.create(existingUser, "Bucket").objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED).build())
        .usage(LogzioUsage.ARCHIVE)
        .objectAcl(true)
        .build();
    LogzioS3Fetcher.Builder.create(existingUser, "Fetcher")
        .bucket(new Bucket(existingUser, "Logs"))
        .access(VendorAccess.existingUser(new User(existingUser, "Other")))
        .build();

    Stack vendorRole = new Stack(app, "logzio-vendor-role");
    RoleAccess trusted = VendorAccess.vendorRole(VendorRoleAccessOptions.builder()
        .accountId("444455556666")
        .externalId("logzio:aws:extid:example0nktixxe8q")
        .maxSessionDuration(Duration.hours(2))
        .build());
    LogzioArchiveBucket.Builder.create(vendorRole, "Archive").access(trusted).powerSearch(true).build().addSetupOutputs();
    LogzioS3Fetcher.Builder.create(vendorRole, "Fetcher").bucket(new Bucket(vendorRole, "Logs")).prefix("logs").build();
    LogzioS3Fetcher.Builder.create(vendorRole, "ByRole").bucket(new Bucket(vendorRole, "More")).access(trusted).build();

    Stack existingRole = new Stack(app, "logzio-existing-role");
    Role mine = Role.Builder.create(existingRole, "Mine").assumedBy(new AccountPrincipal("444455556666")).build();
    LogzioArchiveBucket restored = LogzioArchiveBucket.Builder.create(existingRole, "Archive")
        .access(VendorAccess.existingRole(mine))
        .usage(LogzioUsage.RESTORE)
        .build();
    Role writer = Role.Builder.create(existingRole, "Writer").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    LogzioS3Fetcher.Builder.create(existingRole, "Fetcher").bucket(restored.getBucket()).access(VendorAccess.existingRole(mine)).build();
    LogzioBucketGrants grants = LogzioBucketGrants.fromBucket(restored.getBucket());
    grants.archive(writer);
    grants.fetch(writer, LogzioFetchOptions.builder().prefix("logs").build());
  }
}
