package cognitobackup.drill.judge;

/** Why a restored pool may differ from its source. Whatever differs for any other reason is a fault. */
public enum Reason {
    NEW_SUB("Cognito gives every user that it creates a new sub."),
    NEW_USERNAME("Where people sign in with e-mail or phone number, Cognito makes a new Username, equal to the sub."),
    DATES("Cognito sets the dates of creation and change itself."),
    PASSWORD_UNKNOWN(
            "Passwords cannot be read from Cognito. A restored user is CONFIRMED with a random one, or RESET_REQUIRED,"
                    + " and chooses a new one by the forgotten-password flow."),
    FEDERATED_PROFILE(
            "Cognito makes the profile of a federated user itself, when that user next signs in through the provider."),
    NO_PROVIDER("The restored pool has no identity provider of the name that the user is linked to."),
    PROFILE_OF_ITS_OWN(
            "Somebody has signed in through the provider before the link was made, and has a profile of its own."),
    LINKED_TO_ANOTHER("The identity at the provider is linked to another user of the restored pool."),
    MOST_LINKS("The restored user has as many links as Cognito allows."),
    NOT_HELD("The restored pool's schema lacks the attribute, or does not take the value."),
    KEPT_OUT("The restored pool requires attributes that the user lacks, and not all of them can be set later."),
    AUTHENTICATOR_APP("Nobody can read the secret of an authenticator app."),
    PASSKEYS("Nobody can read passkeys."),
    FACTOR_NOT_CAPTURED("The backup does not have second factors: no export asked for them."),
    FACTOR_NOT_OFFERED("The restored pool does not offer the second factor, or the user lacks the address for it."),
    FACTOR_DEMANDED("The restored pool demands a second factor of everybody, and takes whichever a user has."),
    OLD_SUB_KEPT(
            "An attribute of the restored pool is for the subs that users had in the source, whatever it held there."),
    NO_VALUE("An attribute without a value, or a _verified that is false, may be shown or left out."),
    PROVIDER_GROUP("Cognito makes the group of an identity provider itself, named after the pool."),
    NO_IDENTITY("The pool's users sign in with e-mail or phone number, and this one has neither."),
    SAME_IDENTITY("Of several users with one identity, the one changed last is restored.");

    private final String explanation;

    Reason(String explanation) {
        this.explanation = explanation;
    }

    /** One sentence for people. */
    public String explanation() {
        return explanation;
    }
}
