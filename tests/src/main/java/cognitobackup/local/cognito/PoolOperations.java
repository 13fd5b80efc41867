package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Pools: creating, describing, listing and deleting them, and adding to their schema. */
final class PoolOperations {
    private final String region;
    private final String accountId;
    private final Clock clock;
    private final Ids ids;
    private final Listings listings;
    private final Operations operations;

    PoolOperations(String region, String accountId, Clock clock, Ids ids, Listings listings, Operations operations) {
        this.region = region;
        this.accountId = accountId;
        this.clock = clock;
        this.ids = ids;
        this.listings = listings;
        this.operations = operations;
    }

    void register() {
        operations.add(
                "CreateUserPool",
                Members.required("PoolName")
                        .optional(
                                "Policies",
                                "DeletionProtection",
                                "LambdaConfig",
                                "AutoVerifiedAttributes",
                                "AliasAttributes",
                                "UsernameAttributes",
                                "SmsVerificationMessage",
                                "EmailVerificationMessage",
                                "EmailVerificationSubject",
                                "VerificationMessageTemplate",
                                "SmsAuthenticationMessage",
                                "MfaConfiguration",
                                "DeviceConfiguration",
                                "EmailConfiguration",
                                "SmsConfiguration",
                                "UserPoolTags",
                                "AdminCreateUserConfig",
                                "Schema",
                                "UserPoolAddOns",
                                "UsernameConfiguration",
                                "AccountRecoverySetting",
                                "UserPoolTier"),
                this::create);
        operations.addOnPool("DescribeUserPool", Members.required("UserPoolId"), (pool, request) -> describe(pool));
        operations.add("ListUserPools", Members.required("MaxResults").optional("NextToken"), this::list);
        operations.addOnPool("DeleteUserPool", Members.required("UserPoolId"), (pool, request) -> delete(pool));
        operations.addOnPool(
                "AddCustomAttributes", Members.required("UserPoolId", "CustomAttributes"), this::addCustomAttributes);
    }

    private ObjectNode create(Request request) {
        String id = ids.userPoolId(region);
        String arn = "arn:" + partition() + ":cognito-idp:" + region + ":" + accountId + ":userpool/" + id;
        Pool pool = new Pool(id, new PoolConfiguration(request, id, arn, clock.instant()));
        operations.addPool(pool);
        return describe(pool);
    }

    private String partition() {
        return region.startsWith("us-gov-") ? "aws-us-gov" : region.startsWith("cn-") ? "aws-cn" : "aws";
    }

    private ObjectNode describe(Pool pool) {
        return Json.wrap("UserPool", pool.configuration().describe(pool.users().count()));
    }

    private ObjectNode list(Request request) {
        NavigableMap<String, ObjectNode> summaries = new TreeMap<>();
        operations.pools().forEach((id, pool) -> {
            synchronized (pool) {
                summaries.put(id, pool.configuration().summarize());
            }
        });
        return listings.fullPage(request, "UserPools", 60, summaries, summary -> summary);
    }

    private ObjectNode delete(Pool pool) {
        pool.imports().requireNoneActive();
        if (pool.configuration().protectedFromDeletion()) {
            throw CognitoErrors.invalidParameter(
                    "The user pool cannot be deleted because deletion protection is activated."
                            + " Deletion protection must be inactivated first.");
        }
        if (pool.configuration().hasDomain()) {
            throw CognitoErrors.invalidParameter(
                    "User pool cannot be deleted. It has a domain configured that should be deleted first.");
        }
        operations.removePool(pool);
        return Json.object();
    }

    private ObjectNode addCustomAttributes(Pool pool, Request request) {
        pool.imports().requireNoneActive();
        pool.configuration().addCustomAttributes(request.member("CustomAttributes"), clock.instant());
        return Json.object();
    }
}
