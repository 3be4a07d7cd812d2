package apps;

import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.veeam.VeeamArchiverAppliance;
import io.github.cdkvendoraccess.veeam.VeeamArchiverNetwork;
import io.github.cdkvendoraccess.veeam.VeeamArchiverOptions;
import io.github.cdkvendoraccess.veeam.VeeamBackupGrantOptions;
import io.github.cdkvendoraccess.veeam.VeeamBackupRepository;
import io.github.cdkvendoraccess.veeam.VeeamBackupTier;
import io.github.cdkvendoraccess.veeam.VeeamBucketGrants;
import io.github.cdkvendoraccess.veeam.VeeamM365GrantOptions;
import io.github.cdkvendoraccess.veeam.VeeamM365Repository;
import io.github.cdkvendoraccess.veeam.VeeamM365StorageClass;
import io.github.cdkvendoraccess.veeam.VeeamM365Usage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectLockMode;

/** As app.ts. */
public final class Veeam {
  public static void make(App app) {
    Stack newUser = new Stack(app, "veeam-new-user");
    VeeamM365Repository repository = VeeamM365Repository.Builder.create(newUser, "Repository")
        .folder("finance")
        .storageClass(VeeamM365StorageClass.STANDARD_IA)
        .immutability(true)
        .maximumRetention(Duration.days(395))
        .lockMode(ObjectLockMode.GOVERNANCE)
        .build();
    repository.addSetupOutputs();

    Stack existingUser = new Stack(app, "veeam-existing-user");
    VeeamM365Repository.Builder.create(existingUser, "Copies")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .bucket(new Bucket(existingUser, "Bucket"))
        .usage(VeeamM365Usage.BACKUP_COPY)
        .archiverAppliance(VeeamArchiverAppliance.vendorManagedNetwork(VeeamArchiverOptions.builder()
            .tagOnCreateOnly(true)
            .instanceTags(Map.of("purpose", "archiver"))
            .volumeKey(new Key(existingUser, "Key"))
            .build()))
        .build();

    Stack ownNetwork = new Stack(app, "veeam-network");
    Bucket backups = new Bucket(ownNetwork, "Backups");
    VeeamArchiverNetwork network = VeeamArchiverNetwork.Builder.create(ownNetwork, "Network")
        .proxyCidrs(List.of("203.0.113.7/32", "198.51.100.0/28"))
        .redirectorPort(8443)
        .repositories(List.of(backups))
        .build();
    network.addSetupOutputs();
    VeeamM365Repository.Builder.create(ownNetwork, "Copies")
        .usage(VeeamM365Usage.BACKUP_COPY)
        .archiverAppliance(network.appliance(VeeamArchiverOptions.builder().tagOnCreateOnly(true).build()))
        .build();
    Role reader = Role.Builder.create(ownNetwork, "Reader").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    VeeamBucketGrants.fromBucket(backups).m365Repository(reader, VeeamM365GrantOptions.builder().leastActions(true).build());

    Stack backup = new Stack(app, "veeam-backup");
    VeeamBackupRepository first = VeeamBackupRepository.Builder.create(backup, "First")
        .immutability(true)
        .immutabilityPeriod(Duration.days(30))
        .maximumRetention(Duration.days(60))
        .build();
    first.addSetupOutputs();
    VeeamArchiverNetwork proxies = VeeamArchiverNetwork.Builder.create(backup, "Network")
        .proxyCidrs(List.of("203.0.113.7/32"))
        .repositories(List.of(first.getBucket()))
        .build();
    VeeamBackupRepository.Builder.create(backup, "Archive")
        .access(VendorAccess.existingUser(new User(backup, "Mine")))
        .tier(VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE)
        .appliance(proxies.appliance())
        .ebsEncryption(true)
        .build();
    VeeamBackupRepository.Builder.create(backup, "Second").bucket(first.getBucket()).immutability(true).readOnly(true).build();
    Role auditor = Role.Builder.create(backup, "Auditor").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    VeeamBucketGrants.fromBucket(first.getBucket()).backupRepository(auditor, VeeamBackupGrantOptions.builder().readOnly(true).build());
  }
}
