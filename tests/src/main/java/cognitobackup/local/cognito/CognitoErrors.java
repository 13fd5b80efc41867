package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;

/** The errors of Cognito, with its codes and, where they are known, its words. */
final class CognitoErrors {
    private CognitoErrors() {}

    static AwsError invalidParameter(String message) {
        return AwsError.badRequest("InvalidParameterException", message);
    }

    static AwsError serialization(String path, String expected) {
        return AwsError.badRequest("SerializationException", "'" + path + "' is not " + expected + ".");
    }

    static AwsError tooManyRequests() {
        return AwsError.badRequest("TooManyRequestsException", "Too many requests");
    }

    static AwsError limitExceeded(String message) {
        return AwsError.badRequest("LimitExceededException", message);
    }

    static AwsError preconditionNotMet(String message) {
        return AwsError.badRequest("PreconditionNotMetException", message);
    }

    static AwsError importInProgress() {
        return AwsError.badRequest(
                "UserImportInProgressException", "A user import job is in progress for this user pool.");
    }

    static AwsError featureUnavailableInTier(String message) {
        return AwsError.badRequest("FeatureUnavailableInTierException", message);
    }

    static AwsError notAuthorized(String message) {
        return AwsError.badRequest("NotAuthorizedException", message);
    }

    static AwsError resourceNotFound(String message) {
        return AwsError.badRequest("ResourceNotFoundException", message);
    }

    static AwsError poolNotFound(String userPoolId) {
        return resourceNotFound("User pool " + userPoolId + " does not exist.");
    }

    static AwsError groupNotFound() {
        return resourceNotFound("Group not found.");
    }

    static AwsError userNotFound() {
        return AwsError.badRequest("UserNotFoundException", "User does not exist.");
    }

    static AwsError usernameExists(String message) {
        return AwsError.badRequest("UsernameExistsException", message);
    }

    static AwsError aliasExists(String attribute) {
        return AwsError.badRequest(
                "AliasExistsException", "An account with the given " + attribute + " already exists.");
    }

    static AwsError passwordResetRequired() {
        return AwsError.badRequest("PasswordResetRequiredException", "Password reset required for the user");
    }

    static AwsError userNotConfirmed() {
        return AwsError.badRequest("UserNotConfirmedException", "User is not confirmed.");
    }

    static AwsError groupExists() {
        return AwsError.badRequest("GroupExistsException", "A group with the name already exists.");
    }

    static AwsError duplicateProvider(String name) {
        return AwsError.badRequest(
                "DuplicateProviderException", "A provider with the name " + name + " already exists.");
    }

    static AwsError invalidPassword(String reason) {
        return AwsError.badRequest(
                "InvalidPasswordException", "Password did not conform with policy: Password " + reason);
    }

    static AwsError invalidPagingMarker() {
        return invalidParameter("Paging Marker is Invalid for Request");
    }

    static AwsError againstSchema(String problem) {
        return invalidParameter("Attributes did not conform to the schema: " + problem);
    }
}
