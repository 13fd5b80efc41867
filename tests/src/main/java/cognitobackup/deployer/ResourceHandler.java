package cognitobackup.deployer;

/** Knows one type of resource. */
interface ResourceHandler {
    /**
     * What the provider will answer: names, ids and ARNs, made from the inputs alone.
     *
     * @throws RefusedResourceException if the resource cannot be created
     */
    Outputs describe(Registration registration, Place place);

    /**
     * Creates it on the local AWS.
     *
     * @param described what {@link #describe} said
     * @return what the provider answers, which may differ in what only the service knows
     */
    Outputs create(Registration registration, Outputs described, Target target);

    /**
     * Changes one that is there to other inputs. Refused where it is not built.
     *
     * @param described what {@link #describe} said of the new inputs
     */
    default Outputs update(Registration registration, Outputs described, Target target) {
        throw new RefusedResourceException(registration, "it is there with other inputs, and changing it is not built");
    }

    /** Whether AWS's provider would make another one and delete the one that is there, since it cannot be changed so. */
    default boolean isReplacedBy(Registration before, Registration after) {
        return false;
    }

    /** Deletes it. Nothing where it is recorded only or goes with another one. */
    default void delete(Registration registration, Outputs existing, Target target) {}
}
