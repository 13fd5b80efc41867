package cognitobackup.local.cognito;

import java.net.URI;

/**
 * What the user pools of a Region have to do with beside themselves.
 *
 * @param importSlot the account's, shared by its Regions
 * @param uploadEndpoint where {@link CognitoUserPools#uploads()} answers: what pre-signed URLs begin with
 * @param triggers the functions that triggers may be set to
 */
public record Surroundings(ImportSlot importSlot, URI uploadEndpoint, TriggerFunctions triggers) {
    /** A Region alone in its account, without functions, and with uploads that lead nowhere. */
    public static Surroundings none() {
        return new Surroundings(new ImportSlot(), URI.create("http://uploads.invalid"), TriggerFunctions.none());
    }
}
