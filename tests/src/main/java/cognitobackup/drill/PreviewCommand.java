package cognitobackup.drill;

import cognitobackup.deployer.Deployment;
import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.deployer.Preview;
import cognitobackup.deployer.Registration;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the resources that the Pulumi program would register for a stack. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Lists the resources that the Pulumi program would register for a stack as Pulumi.<stack>.yaml"
                + " configures it, without Pulumi's CLI and without an account.")
final class PreviewCommand implements Callable<Integer> {
    private static final String ACCOUNT = "123456789012";
    private static final String PRIMARY = "primary";
    private static final String SECONDARY = "secondary";

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STACK", description = "primary or secondary")
    private String stack;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the resources to this file instead: a JSON array of {type, name, inputs}.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (!stack.equals(PRIMARY) && !stack.equals(SECONDARY)) {
            throw new ParameterException(
                    command.commandLine(), "The stack must be primary or secondary, not " + stack + ".");
        }
        if (json != null) {
            Outputs.checkWritable(json, command.commandLine());
        }
        Deployment preview;
        try {
            preview = preview();
        } catch (DeploymentFailedException e) {
            command.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        if (json != null) {
            Files.writeString(
                    json,
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(Preview.json(preview.resources()))
                            + System.lineSeparator());
        } else {
            print(preview);
        }
        return 0;
    }

    private Deployment preview() throws IOException, DeploymentFailedException {
        Preview preview = new Preview(ACCOUNT);
        Deployment primary = preview.of(PRIMARY, StackConfiguration.of(PRIMARY));
        // The secondary refers to what the primary puts out.
        return stack.equals(PRIMARY) ? primary : preview.of(SECONDARY, StackConfiguration.of(SECONDARY));
    }

    private void print(Deployment preview) {
        PrintWriter out = command.commandLine().getOut();
        preview.resources().stream()
                .sorted(Comparator.comparing(Registration::type).thenComparing(Registration::name))
                .forEach(resource -> out.printf("%-60s %s%n", resource.type(), resource.name()));
        out.printf("%d resources%n", preview.resources().size());
    }
}
