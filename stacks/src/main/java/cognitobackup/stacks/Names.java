package cognitobackup.stacks;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How what a stack makes is called. Every name begins with the prefix.
 *
 * @param prefix 2 to 20 lower case letters, digits and hyphens
 * @param stack the Pulumi stack's name
 * @param region the stack's Region
 */
record Names(String prefix, String stack, String region) {
    static final String DEFAULT_PREFIX = "cognito-backup";

    /** What Pulumi puts behind a name, a hyphen and seven digits, so that nothing else has it. */
    private static final int SUFFIX = 8;

    /** The name of a role, a bucket or another resource whose name is unique beyond a Region: with the Region in it. */
    String global(String name) {
        return name(name) + "-" + region;
    }

    /** A logical name, from which Pulumi makes a unique physical one. */
    String name(String name) {
        return prefix + "-" + name;
    }

    /** A physical name that is known before the resource exists. */
    String fixed(String name) {
        return prefix + "-" + stack + "-" + region + "-" + name;
    }

    /** A name that is longer than AWS allows. */
    record TooLong(String of, String name, int atMost) {
        @Override
        public String toString() {
            return "The name of " + of + " would be '" + name + "', with what Pulumi adds longer than the " + atMost
                    + " characters that AWS allows. Shorten " + ConfiguredValues.named(NamesReader.PREFIX)
                    + " or the name of the stack.";
        }
    }

    /** The names that would be too long for AWS, whatever it is that makes them so. */
    List<TooLong> tooLong() {
        var functions =
                Arrays.stream(Handler.values()).map(Handler::functionName).toList();
        return Stream.of(
                        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
                        longer("a role", functions.stream(), this::global, SUFFIX, 64),
                        longer("a role", Stream.of("execution-ended-rule"), this::global, SUFFIX, 64),
                        // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
                        longer("a function", functions.stream(), this::name, SUFFIX, 64),
                        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
                        longer("a bucket", Stream.of("reports", "code"), this::global, SUFFIX, 63),
                        // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
                        longer("a state machine", Stream.of(Workflow.EXPORT, Workflow.IMPORT), this::fixed, 0, 80))
                .flatMap(names -> names)
                .toList();
    }

    private static Stream<TooLong> longer(
            String of, Stream<String> names, Function<String, String> naming, int more, int atMost) {
        return names.map(naming)
                .filter(name -> name.length() + more > atMost)
                .map(name -> new TooLong(of, name, atMost));
    }
}
