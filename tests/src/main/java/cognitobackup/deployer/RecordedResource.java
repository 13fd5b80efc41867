package cognitobackup.deployer;

/** A type of resource that the local AWS has nothing for: it stands in the deployment's list, and has no effect. */
interface RecordedResource extends ResourceHandler {
    @Override
    default Outputs create(Registration registration, Outputs described, Target target) {
        return described;
    }

    @Override
    default Outputs update(Registration registration, Outputs described, Target target) {
        return described;
    }
}
