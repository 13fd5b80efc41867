package cognitobackup.drill;

import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.LocalRegion;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The local AWS standing alone. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts the local AWS, empty, with two Regions and AWS's own quotas, and prints the variables by"
                + " which any AWS SDK or CLI finds its endpoints. Ends when interrupted.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private LambdaOption lambda;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        LocalAws aws = LocalAws.start(
                LocalAwsOptions.of(Stage.PRIMARY, Stage.SECONDARY).withLambda(lambda.mode()));
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "close-local-aws"));
        for (LocalRegion region : aws.regions()) {
            out.println("# Region " + region.name());
            out.println("export AWS_REGION=" + region.name() + " AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
            region.endpointVariables().forEach((name, value) -> out.println("export " + name + "=" + value));
            out.println();
        }
        out.println("# Interrupt to end.");
        new CountDownLatch(1).await();
        return 0;
    }
}
