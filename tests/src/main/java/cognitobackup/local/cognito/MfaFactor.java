package cognitobackup.local.cognito;

import java.util.Optional;

/** The second factors that AdminGetUser names, as it names them. */
public enum MfaFactor {
    SMS_MFA("SMSMfaSettings", Optional.of("phone_number")),
    EMAIL_OTP("EmailMfaSettings", Optional.of("email")),
    SOFTWARE_TOKEN_MFA("SoftwareTokenMfaSettings", Optional.empty());

    private final String settingsMember;

    @SuppressWarnings("ImmutableEnumChecker") // Optional of a string, which the checker cannot see.
    private final Optional<String> address;

    MfaFactor(String settingsMember, Optional<String> address) {
        this.settingsMember = settingsMember;
        this.address = address;
    }

    /** The member of AdminSetUserMFAPreference that is about this factor. */
    String settingsMember() {
        return settingsMember;
    }

    /** Whether a user has what the factor needs: the address that codes go to, or an enrolled token. */
    boolean canReach(User user) {
        return address.map(name -> !user.attribute(name).orElse("").isEmpty())
                .orElseGet(() -> user.mfa().softwareToken());
    }
}
