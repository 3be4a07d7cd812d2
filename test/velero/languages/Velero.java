package apps;

import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.VendorRoleAccessOptions;
import io.github.cdkvendoraccess.velero.VeleroBucket;
import io.github.cdkvendoraccess.velero.VeleroBucketGrants;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.User;

/** As app.ts. */
public final class Velero {
  public static void make(App app) {
    Stack newUser = new Stack(app, "velero-new-user");
    VeleroBucket.Builder.create(newUser, "Velero").build().addSetupOutputs();

    Stack existingUser = new Stack(app, "velero-existing-user");
    VeleroBucket.Builder.create(existingUser, "Velero")
        .access(VendorAccess.existingUser(new User(existingUser, "Mine")))
        .build();

    Stack vendorRole = new Stack(app, "velero-vendor-role");
    VeleroBucket.Builder.create(vendorRole, "Velero")
        .access(VendorAccess.vendorRole(VendorRoleAccessOptions.builder()
            .accountId("444455556666")
            .externalId("example-external-id")
            .build()))
        .build();

    Stack existingRole = new Stack(app, "velero-existing-role");
    Role mine = Role.Builder.create(existingRole, "Mine").assumedBy(new AccountPrincipal("444455556666")).build();
    VeleroBucket veleroBucket = VeleroBucket.Builder.create(existingRole, "Velero")
        .access(VendorAccess.existingRole(mine))
        .build();
    Role writer = Role.Builder.create(existingRole, "Writer").assumedBy(new ServicePrincipal("ec2.amazonaws.com")).build();
    VeleroBucketGrants.fromBucket(veleroBucket.getBucket()).backup(writer);
  }
}
