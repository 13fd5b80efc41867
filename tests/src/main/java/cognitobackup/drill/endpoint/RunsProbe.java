package cognitobackup.drill.endpoint;

import cognitobackup.local.Clients;
import cognitobackup.local.lambda.FunctionInvoker;
import cognitobackup.local.lambda.FunctionsElsewhere;
import cognitobackup.local.lambda.InvocationResult;
import cognitobackup.local.lambda.LambdaServiceException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.waiters.LambdaWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Finds out what runs at an endpoint, by a role, a function and a workflow that are as small as can be. */
final class RunsProbe implements AutoCloseable {
    private static final Duration WORKFLOW_LIMIT = Duration.ofMinutes(2);
    private static final String KEY = "probe.jar";

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}}]}""";
    private static final String RIGHTS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:InvokeFunction",
              "Resource": "*"}]}""";

    private final String name;
    private final IamClient iam;
    private final S3Client s3;
    private final LambdaClient lambda;
    private final SfnClient stepFunctions;
    private final FunctionsElsewhere functions;

    /** @param name of all that it makes, and deletes again */
    RunsProbe(Clients clients, FunctionsElsewhere functions, String name) {
        this.name = name;
        this.iam = clients.iam();
        this.s3 = clients.s3();
        this.lambda = clients.lambda();
        this.stepFunctions = clients.stepFunctions();
        this.functions = functions;
    }

    /** What is lacking of that which is asked for, or of what that needs. */
    Set<Lack> lacks(Runs asked) {
        Set<Lack> lacks = EnumSet.noneOf(Lack.class);
        try {
            String role = iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(TRUST))
                    .role()
                    .arn();
            iam.putRolePolicy(request -> request.roleName(name).policyName(name).policyDocument(RIGHTS));
            if (asked.functions()) {
                lookAtFunctions(role, asked, lacks);
            }
        } catch (SdkException noRoles) {
            lacks.add(Lack.ROLES);
        } finally {
            Probing.quietly(
                    () -> iam.deleteRolePolicy(request -> request.roleName(name).policyName(name)));
            Probing.quietly(() -> iam.deleteRole(request -> request.roleName(name)));
        }
        return lacks;
    }

    private void lookAtFunctions(String role, Runs asked, Set<Lack> lacks) {
        try {
            String function = create(role);
            if (!answers(function)) {
                lacks.add(Lack.FUNCTIONS);
            } else if (asked.workflows() && !runsWorkflow(role, function)) {
                lacks.add(Lack.WORKFLOWS);
            }
        } catch (SdkException | LambdaServiceException noFunctions) {
            lacks.add(Lack.FUNCTIONS);
        } finally {
            Probing.quietly(() -> lambda.deleteFunction(request -> request.functionName(name)));
            Probing.quietly(
                    () -> s3.deleteObject(request -> request.bucket(name).key(KEY)));
            Probing.quietly(() -> s3.deleteBucket(request -> request.bucket(name)));
        }
    }

    /** As the stacks have their functions. */
    private String create(String role) {
        s3.createBucket(request -> request.bucket(name));
        s3.putObject(request -> request.bucket(name).key(KEY), RequestBody.fromBytes(ProbeFunction.jar()));
        lambda.createFunction(request -> request.functionName(name)
                .runtime(Runtime.JAVA21)
                .architectures(Architecture.ARM64)
                .handler(ProbeFunction.class.getName())
                .role(role)
                .timeout(60)
                .memorySize(512)
                .code(code -> code.s3Bucket(name).s3Key(KEY)));
        try (LambdaWaiter waiter = LambdaWaiter.builder().client(lambda).build()) {
            waiter.waitUntilFunctionActive(request -> request.functionName(name));
        }
        return lambda.publishVersion(request -> request.functionName(name)).functionArn();
    }

    private boolean answers(String function) throws LambdaServiceException {
        FunctionInvoker invoker = functions;
        InvocationResult failed = invoker.invoke(function, "{\"attempt\":0}");
        InvocationResult answered = invoker.invoke(function, "{\"attempt\":1}");
        return failed.failed()
                && failed.payload().contains(ProbeFunction.NotYetException.class.getName())
                && !answered.failed()
                && answered.payload().equals(ProbeFunction.ANSWER);
    }

    private boolean runsWorkflow(String role, String function) {
        String workflow;
        try {
            workflow = stepFunctions
                    .createStateMachine(
                            request -> request.name(name).roleArn(role).definition(definition(function)))
                    .stateMachineArn();
        } catch (SdkException refused) {
            return false;
        }
        try {
            String execution = stepFunctions
                    .startExecution(request -> request.stateMachineArn(workflow))
                    .executionArn();
            return succeeds(execution);
        } catch (SdkException refused) {
            return false;
        } finally {
            Probing.quietly(() -> stepFunctions.deleteStateMachine(request -> request.stateMachineArn(workflow)));
        }
    }

    /** As the stacks' workflows are: in JSONata, and what failed is tried again by the name of its exception. */
    private static String definition(String function) {
        return """
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {
                  "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {
                    "FunctionName": "%s", "Payload": {"attempt": "{%% $states.context.State.RetryCount %%}"}},
                  "Retry": [{"ErrorEquals": ["%s"], "IntervalSeconds": 1, "MaxAttempts": 1}],
                  "Output": "{%% $states.result.Payload %%}", "End": true}}}""".formatted(function, ProbeFunction.NotYetException.class.getName());
    }

    private boolean succeeds(String execution) {
        long deadline = System.nanoTime() + WORKFLOW_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            ExecutionStatus status = stepFunctions
                    .describeExecution(request -> request.executionArn(execution))
                    .status();
            if (status != ExecutionStatus.RUNNING) {
                return status == ExecutionStatus.SUCCEEDED;
            }
            Probing.pause();
        }
        return false;
    }

    @Override
    public void close() {
        iam.close();
        s3.close();
        lambda.close();
        stepFunctions.close();
    }
}
