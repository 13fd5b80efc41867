package cognitobackup.deployer;

/**
 * Resources that the local AWS has nothing for: log groups, and what is set on a bucket. They get the ids and
 * ARNs that AWS would give them, stand in the deployment's list of resources, and have no effect.
 */
final class Recorded {
    private Recorded() {}

    /** A resource with a name, which its ARN ends with. */
    static RecordedResource named(String service, String resourcePrefix, int longestName) {
        return (registration, place) -> {
            String name = place.name(
                    registration, Inputs.of(registration).text("name").orElse(""), longestName);
            String arn = place.arn(registration, service, resourcePrefix + name);
            return Outputs.of(name, registration).with("name", name).with("arn", arn);
        };
    }

    /** A setting of a bucket. */
    static RecordedResource ofBucket() {
        return (registration, place) -> Outputs.of(Inputs.of(registration).requiredText("bucket"), registration);
    }
}
