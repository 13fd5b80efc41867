package cognitobackup.drill;

import picocli.CommandLine.IVersionProvider;

/** The version that the build gave the drill's jar, or that it runs from the build's directory. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Drill.class.getPackage().getImplementationVersion();
        return new String[] {"drill " + (version == null ? "from source" : version)};
    }
}
