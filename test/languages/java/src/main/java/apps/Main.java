package apps;

import software.amazon.awscdk.App;

/** Synthesizes the apps that are named in the arguments, each from a class of its own. */
public final class Main {
  public static void main(String[] names) throws ReflectiveOperationException {
    App app = new App();
    for (String name : names) {
      String type = "apps." + name.substring(0, 1).toUpperCase() + name.substring(1);
      Class.forName(type).getMethod("make", App.class).invoke(null, app);
    }
    app.synth();
  }
}
