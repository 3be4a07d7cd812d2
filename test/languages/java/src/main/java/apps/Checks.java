package apps;

import io.github.cdkvendoraccess.AccessKeys;
import io.github.cdkvendoraccess.VendorAccess;
import io.github.cdkvendoraccess.VendorRoleAccessOptions;
import io.github.cdkvendoraccess.logzio.LogzioArchiveBucket;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;

/** What templates do not show: that a mistake ends in an exception with our message. One JSON object for each check. */
public final class Checks {
  public static void main(String[] args) {
    App app = new App();
    Stack stack = new Stack(app, "Stack");
    VendorRoleAccessOptions wrong = VendorRoleAccessOptions.builder().accountId("1").externalId("x").build();
    check("wrong values raise all problems at once",
        () -> LogzioArchiveBucket.Builder.create(stack, "Wrong").access(VendorAccess.vendorRole(wrong)).build(),
        "Cannot create LogzioArchiveBucket 'Stack/Wrong':", "got \"1\"", "got \"x\"");
    check("a wrong serial raises our message",
        () -> AccessKeys.single(0),
        "AccessKeys.single failed", "serial: got 0");
    check("mistakes found at synth raise our message",
        () -> {
          LogzioArchiveBucket.Builder.create(stack, "Archive").bucket(new Bucket(stack, "Mine")).build();
          app.synth();
        },
        "bucket 'Stack/Mine': got \"ACLs disabled");
  }

  private static void check(String name, Runnable run, String... parts) {
    String failure = failureOf(run, parts);
    System.out.println("{\"name\":" + quoted(name) + (failure == null ? "" : ",\"failure\":" + quoted(failure)) + "}");
  }

  private static String failureOf(Runnable run, String... parts) {
    try {
      run.run();
    } catch (RuntimeException error) {
      for (String part : parts) {
        if (!String.valueOf(error.getMessage()).contains(part)) {
          return part + " is not in: " + error.getMessage();
        }
      }
      return null;
    }
    return "no exception was thrown";
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "").replace("\t", " ");
    return '"' + escaped + '"';
  }
}
