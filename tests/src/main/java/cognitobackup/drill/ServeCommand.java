package cognitobackup.drill;

import cognitobackup.drill.endpoint.OwnEdge;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.cognito.Behaviour;
import cognitobackup.local.cognito.ImportBehaviour;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.http.HttpFront;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--quota-factor",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many times AWS's request quotas its Cognito has (default: 1).")
    private int quotaFactor;

    @Mixin
    private LambdaOption lambda;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        if (quotaFactor < 1) {
            throw new ParameterException(
                    command.commandLine(), "--quota-factor must be 1 or more, not " + quotaFactor + ".");
        }
        LocalAws aws = LocalAws.start(LocalAwsOptions.of(Stage.PRIMARY, Stage.SECONDARY)
                .withLambda(lambda.mode())
                .withQuotas(Quotas.ofAws().times(quotaFactor))
                .withCognito(
                        Behaviour.standard().withImports(ImportBehaviour.ofAws().times(quotaFactor))));
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "close-local-aws"));
        for (LocalRegion region : aws.regions()) {
            out.println("# Region " + region.name());
            out.println("export AWS_REGION=" + region.name() + " AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
            region.endpointVariables().forEach((name, value) -> out.println("export " + name + "=" + value));
            out.println();
        }
        HttpFront edge = new HttpFront("edge").serve(new OwnEdge(aws, quotaFactor));
        out.println("# All services of both Regions at one endpoint, told apart by what a request is signed for");
        out.println("export AWS_ENDPOINT_URL=" + edge.endpoint());
        out.println();
        out.println("# Interrupt to end.");
        new CountDownLatch(1).await();
        return 0;
    }
}
