package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an import has switched on the second factors of a user that it made. Kept, since no listing shows them, and so
 * that whoever changes them later keeps what they chose.
 *
 * @param identity the planned user's identity
 * @param sub the source's sub
 * @param failure why they could not be switched on; empty where they are
 */
record MfaResult(String identity, String sub, Optional<Failure> failure) {
    static final String KIND = "mfa";

    static MfaResult done(UserWork work) {
        return new MfaResult(work.identity(), work.sub(), Optional.empty());
    }

    ImportResult stored(Division division) {
        Map<String, String> details = new HashMap<>();
        failure.ifPresent(value -> value.writeTo(details));
        return new ImportResult(new ImportResult.Key(division.unit(identity), KIND, sub), details);
    }

    static MfaResult read(ImportResult stored) {
        return new MfaResult("", stored.key().key(), Failure.read(stored.details()));
    }
}
